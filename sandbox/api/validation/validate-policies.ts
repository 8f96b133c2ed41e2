import { invalidValue, required, type StatusCause } from "@/sandbox/api/errors";
import { equalJson, type Json } from "@/sandbox/api/json";
import { quantityNanos } from "@/sandbox/api/quantity";
import { oneOf } from "./validate-pod-spec";

/** What is wrong with a HorizontalPodAutoscaler. */
export function autoscalerCauses(autoscaler: Json): StatusCause[] {
  const {
    minReplicas = 1,
    maxReplicas = 0,
    scaleTargetRef = {},
    metrics = [],
    behavior,
  } = autoscaler.spec ?? {};
  return [
    ...boundCauses(minReplicas, maxReplicas),
    ...["kind", "name"]
      .filter((field) => !scaleTargetRef[field])
      .map((field) => required(`spec.scaleTargetRef.${field}`)),
    ...metrics.flatMap((metric: Json, index: number) => metricCauses(`spec.metrics[${index}]`, metric)),
    ...["scaleUp", "scaleDown"].flatMap((direction) =>
      windowCauses(`spec.behavior.${direction}`, behavior?.[direction]),
    ),
  ];
}

function boundCauses(least: number, most: number): StatusCause[] {
  const causes: StatusCause[] = [];
  if (least < 1) causes.push(invalidValue("spec.minReplicas", least, "must be greater than or equal to 1"));
  if (most < 1) causes.push(invalidValue("spec.maxReplicas", most, "must be greater than 0"));
  if (least > most)
    causes.push(invalidValue("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"));
  return causes;
}

function windowCauses(path: string, rules: Json): StatusCause[] {
  const window: number = rules?.stabilizationWindowSeconds ?? 0;
  if (window >= 0 && window <= 3600) return [];
  const why = window < 0 ? "must be greater than or equal to zero" : "must be less than or equal to 3600";
  return [invalidValue(`${path}.stabilizationWindowSeconds`, window, why)];
}

function metricCauses(path: string, metric: Json): StatusCause[] {
  const known = oneOf(`${path}.type`, metric.type, [
    "ContainerResource",
    "External",
    "Object",
    "Pods",
    "Resource",
  ]);
  if (!metric.type) return [required(`${path}.type`, "must specify a metric source type")];
  const source = metric[`${metric.type[0].toLowerCase()}${metric.type.slice(1)}`];
  if (known.length === 0 && !source)
    return [
      required(
        `${path}.${metric.type[0].toLowerCase()}${metric.type.slice(1)}`,
        `must populate information for the given metric source`,
      ),
    ];
  if (metric.type === "Resource" && source && !source.name)
    known.push(required(`${path}.resource.name`, "must specify a resource name"));
  return known;
}

/** What is wrong with a PodDisruptionBudget. */
export function budgetCauses(budget: Json): StatusCause[] {
  const { minAvailable, maxUnavailable } = budget.spec ?? {};
  const causes: StatusCause[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    causes.push(invalidValue("spec", budget.spec, "minAvailable and maxUnavailable cannot be both set"));
  }
  for (const field of ["minAvailable", "maxUnavailable"]) {
    const value = budget.spec?.[field];
    if (typeof value === "number" && value < 0)
      causes.push(invalidValue(`spec.${field}`, value, "must be greater than or equal to 0"));
    if (typeof value === "string" && !/^\d+%$/.test(value))
      causes.push(
        invalidValue(
          `spec.${field}`,
          value,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
        ),
      );
  }
  return causes;
}

/** What is wrong with an Ingress. */
export function ingressCauses(ingress: Json): StatusCause[] {
  const { rules = [], defaultBackend } = ingress.spec ?? {};
  if (rules.length === 0 && !defaultBackend)
    return [invalidValue("spec", ingress.spec ?? {}, "either `defaultBackend` or `rules` must be specified")];
  return rules.flatMap((rule: Json, row: number) =>
    (rule.http?.paths ?? []).flatMap((path: Json, index: number) => {
      const place = `spec.rules[${row}].http.paths[${index}]`;
      const causes = path.pathType
        ? oneOf(`${place}.pathType`, path.pathType, ["Exact", "ImplementationSpecific", "Prefix"])
        : [required(`${place}.pathType`, "pathType must be specified")];
      if (path.path && !path.path.startsWith("/"))
        causes.push(invalidValue(`${place}.path`, path.path, "must be an absolute path"));
      if (!path.backend?.service && !path.backend?.resource)
        causes.push(required(`${place}.backend`, "cannot be empty"));
      return causes;
    }),
  );
}

/** What is wrong with a ResourceQuota. */
export function quotaCauses(quota: Json): StatusCause[] {
  return Object.entries(quota.spec?.hard ?? {})
    .filter(([, amount]) => quantityNanos(String(amount)) < 0n)
    .map(([name, amount]) =>
      invalidValue(`spec.hard[${name}]`, amount, "must be greater than or equal to 0"),
    );
}

/** What is wrong with a role binding. */
export function bindingCauses(binding: Json): StatusCause[] {
  const { kind, name } = binding.roleRef ?? {};
  const kinds = binding.kind === "RoleBinding" ? ["ClusterRole", "Role"] : ["ClusterRole"];
  return [...(name ? [] : [required("roleRef.name")]), ...oneOf("roleRef.kind", kind ?? "", kinds)];
}

/** The role of a binding never changes. */
export function bindingChange(live: Json, next: Json): StatusCause[] {
  return equalJson(live.roleRef, next.roleRef)
    ? []
    : [invalidValue("roleRef", next.roleRef, "cannot change roleRef")];
}
