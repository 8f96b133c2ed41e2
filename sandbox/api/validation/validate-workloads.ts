import { forbiddenField, invalidValue, notSupported, required, type StatusCause } from "@/sandbox/api/errors";
import { at, equalJson, isRecord, type Json } from "@/sandbox/api/json";
import { selectsLabels } from "@/sandbox/api/selectors/label-selector";
import { labelCauses } from "./names";
import { atLeastZero, oneOf, podSpecCauses } from "./validate-pod-spec";

/** What is wrong with a Deployment. */
export function deploymentCauses(deployment: Json): StatusCause[] {
  const { spec } = deployment;
  if (!isRecord(spec)) return [required("spec")];
  return [
    ...atLeastZero("spec.replicas", spec["replicas"]),
    ...selectorCauses(spec),
    ...templateCauses(spec["template"], ["Always"]),
    ...strategyCauses(spec["strategy"] ?? {}),
    ...atLeastZero("spec.minReadySeconds", spec["minReadySeconds"]),
    ...deadlineCauses(spec),
  ];
}

function strategyCauses({ type, rollingUpdate }: Json): StatusCause[] {
  const path = "spec.strategy";
  const causes = oneOf(`${path}.type`, type, ["Recreate", "RollingUpdate"]);
  if (!rollingUpdate) return causes;
  if (type === "Recreate") {
    causes.push(
      forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'"),
    );
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    causes.push(
      invalidValue(
        `${path}.rollingUpdate.maxUnavailable`,
        maxUnavailable,
        "may not be 0 when `maxSurge` is 0",
      ),
    );
  }
  return causes;
}

function deadlineCauses({ progressDeadlineSeconds = 600, minReadySeconds = 0 }: Json): StatusCause[] {
  if (progressDeadlineSeconds > minReadySeconds) return [];
  return [
    invalidValue(
      "spec.progressDeadlineSeconds",
      progressDeadlineSeconds,
      "must be greater than minReadySeconds",
    ),
  ];
}

function isZero(value: Json): boolean {
  return value === 0 || value === "0" || value === "0%";
}

/** What is wrong with a ReplicaSet. */
export function replicaSetCauses(set: Json): StatusCause[] {
  const { spec } = set;
  if (!isRecord(spec)) return [required("spec")];
  return [
    ...atLeastZero("spec.replicas", spec["replicas"]),
    ...selectorCauses(spec),
    ...templateCauses(spec["template"], ["Always"]),
  ];
}

function selectorCauses(spec: Json): StatusCause[] {
  if (!isRecord(spec.selector)) return [required("spec.selector")];
  const { matchLabels = {}, matchExpressions = [] } = spec.selector as Json;
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    return [invalidValue("spec.selector", {}, "empty selector is invalid for deployment")];
  }
  const labels = spec.template?.metadata?.labels;
  if (selectsLabels(spec.selector, labels)) return [];
  return [
    invalidValue(
      "spec.template.metadata.labels",
      labels ?? null,
      "`selector` does not match template `labels`",
    ),
  ];
}

function templateCauses(template: Json, restartPolicies: readonly string[]): StatusCause[] {
  const policy = template?.spec?.restartPolicy;
  const causes = [
    ...labelCauses("spec.template.labels", template?.metadata?.labels),
    ...podSpecCauses("spec.template.spec", template?.spec),
  ];
  if (policy && !restartPolicies.includes(policy))
    causes.push(notSupported("spec.template.spec.restartPolicy", policy, restartPolicies));
  return causes;
}

/** The selector of a workload never changes. */
export function selectorChange(live: Json, next: Json): StatusCause[] {
  if (equalJson(live.spec?.selector, next.spec?.selector)) return [];
  return [invalidValue("spec.selector", next.spec?.selector ?? null, "field is immutable")];
}

/** What is wrong with a Job. */
export function jobCauses(job: Json): StatusCause[] {
  const spec = job.spec ?? {};
  const negatives = [
    "parallelism",
    "completions",
    "backoffLimit",
    "activeDeadlineSeconds",
    "ttlSecondsAfterFinished",
  ];
  return [
    ...negatives.flatMap((field) => atLeastZero(`spec.${field}`, spec[field])),
    ...jobTemplateCauses(spec.template),
  ];
}

function jobTemplateCauses(template: Json): StatusCause[] {
  const causes = podSpecCauses("spec.template.spec", template?.spec);
  const policy = template?.spec?.restartPolicy;
  if (policy === "Always")
    causes.push({ ...notSupported("spec.template.spec.restartPolicy", policy, ["OnFailure", "Never"]) });
  return causes;
}

const cronField = /^(\*|[0-9A-Za-z,\-*/?]+)$/;

/** What is wrong with a CronJob. */
export function cronJobCauses(cronJob: Json): StatusCause[] {
  const spec = cronJob.spec ?? {};
  const name: string = cronJob.metadata.name ?? "";
  const template = jobTemplateCauses(at(spec, "jobTemplate.spec.template"));
  return [
    ...scheduleCauses(String(spec.schedule ?? "")),
    ...oneOf("spec.concurrencyPolicy", spec.concurrencyPolicy, ["Allow", "Forbid", "Replace"]),
    ...(name.length > 52 ? [invalidValue("metadata.name", name, "must be no more than 52 characters")] : []),
    ...template.map((cause) => ({
      ...cause,
      field: cause.field.replace(/^spec\./, "spec.jobTemplate.spec."),
    })),
  ];
}

function scheduleCauses(schedule: string): StatusCause[] {
  if (!schedule) return [required("spec.schedule")];
  const fields = schedule.trim().split(/\s+/);
  const fine =
    schedule.startsWith("@") || (fields.length === 5 && fields.every((field) => cronField.test(field)));
  return fine
    ? []
    : [
        invalidValue(
          "spec.schedule",
          schedule,
          `expected exactly 5 fields, found ${fields.length}: ${JSON.stringify(fields)}`,
        ),
      ];
}
