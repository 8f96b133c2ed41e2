import { invalidValue, required, type StatusCause } from "@/sandbox/api/errors";
import { equalJson, type Json } from "@/sandbox/api/json";
import { quantityNanos } from "@/sandbox/api/quantity";
import { oneOf } from "./validate-pod-spec";

/** What is wrong with a HorizontalPodAutoscaler. */
export function autoscalerCauses(autoscaler: Json): StatusCause[] {
  const spec = autoscaler.spec ?? {};
  const causes: StatusCause[] = [];
  if ((spec.minReplicas ?? 1) < 1)
    causes.push(invalidValue("spec.minReplicas", spec.minReplicas, "must be greater than or equal to 1"));
  if ((spec.maxReplicas ?? 0) < 1)
    causes.push(invalidValue("spec.maxReplicas", spec.maxReplicas ?? 0, "must be greater than 0"));
  if ((spec.minReplicas ?? 1) > (spec.maxReplicas ?? 0)) {
    causes.push(
      invalidValue(
        "spec.maxReplicas",
        spec.maxReplicas ?? 0,
        "must be greater than or equal to `minReplicas`",
      ),
    );
  }
  for (const field of ["kind", "name"])
    if (!spec.scaleTargetRef?.[field]) causes.push(required(`spec.scaleTargetRef.${field}`));
  for (const [index, metric] of (spec.metrics ?? []).entries())
    causes.push(...metricCauses(`spec.metrics[${index}]`, metric));
  for (const direction of ["scaleUp", "scaleDown"]) {
    const window = spec.behavior?.[direction]?.stabilizationWindowSeconds;
    if (window !== undefined && (window < 0 || window > 3600)) {
      causes.push(
        invalidValue(
          `spec.behavior.${direction}.stabilizationWindowSeconds`,
          window,
          window < 0 ? "must be greater than or equal to zero" : "must be less than or equal to 3600",
        ),
      );
    }
  }
  return causes;
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
