import { forbiddenField, invalidValue, notSupported, required, type StatusCause } from "@/sandbox/api/errors";
import { equalJson, isRecord, type Json } from "@/sandbox/api/json";
import { selectsLabels } from "@/sandbox/api/selectors/label-selector";
import { labelCauses } from "./names";
import { atLeastZero, oneOf, podSpecCauses } from "./validate-pod-spec";

/** What is wrong with a Deployment. */
export function deploymentCauses(deployment: Json): StatusCause[] {
  const { spec } = deployment;
  if (!isRecord(spec)) return [required("spec")];
  const strategy = spec["strategy"] ?? {};
  const causes = [
    ...atLeastZero("spec.replicas", spec["replicas"]),
    ...selectorCauses(spec),
    ...templateCauses(spec["template"], ["Always"]),
  ];
  causes.push(
    ...oneOf("spec.strategy.type", strategy.type, ["Recreate", "RollingUpdate"]),
    ...atLeastZero("spec.minReadySeconds", spec["minReadySeconds"]),
  );
  if (strategy.type === "Recreate" && strategy.rollingUpdate) {
    causes.push(
      forbiddenField(
        "spec.strategy.rollingUpdate",
        "may not be specified when strategy `type` is 'Recreate'",
      ),
    );
  }
  if (
    strategy.rollingUpdate &&
    isZero(strategy.rollingUpdate.maxUnavailable) &&
    isZero(strategy.rollingUpdate.maxSurge)
  ) {
    causes.push(
      invalidValue(
        "spec.strategy.rollingUpdate.maxUnavailable",
        strategy.rollingUpdate.maxUnavailable,
        "may not be 0 when `maxSurge` is 0",
      ),
    );
  }
  if ((spec["progressDeadlineSeconds"] ?? 600) <= (spec["minReadySeconds"] ?? 0)) {
    causes.push(
      invalidValue(
        "spec.progressDeadlineSeconds",
        spec["progressDeadlineSeconds"],
        "must be greater than minReadySeconds",
      ),
    );
  }
  return causes;
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
  const causes: StatusCause[] = [];
  const fields = String(spec.schedule ?? "")
    .trim()
    .split(/\s+/);
  if (!spec.schedule) causes.push(required("spec.schedule"));
  else if (
    !spec.schedule.startsWith("@") &&
    (fields.length !== 5 || !fields.every((field) => cronField.test(field)))
  ) {
    causes.push(
      invalidValue(
        "spec.schedule",
        spec.schedule,
        `expected exactly 5 fields, found ${fields.length}: ${JSON.stringify(fields)}`,
      ),
    );
  }
  causes.push(...oneOf("spec.concurrencyPolicy", spec.concurrencyPolicy, ["Allow", "Forbid", "Replace"]));
  if ((cronJob.metadata.name ?? "").length > 52)
    causes.push(invalidValue("metadata.name", cronJob.metadata.name, "must be no more than 52 characters"));
  const template = jobTemplateCauses(spec.jobTemplate?.spec?.template);
  return [
    ...causes,
    ...template.map((cause) => ({
      ...cause,
      field: cause.field.replace(/^spec\./, "spec.jobTemplate.spec."),
    })),
  ];
}
