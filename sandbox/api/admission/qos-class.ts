import type { Json } from "@/sandbox/api/json";

/** Quality-of-service class of a pod spec. */
export function qosClass(spec: Json): "Guaranteed" | "Burstable" | "BestEffort" {
  const containers: Json[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const names = ["cpu", "memory"];
  const some = containers.some(({ resources }) =>
    names.some((name) => resources?.requests?.[name] ?? resources?.limits?.[name]),
  );
  if (!some) return "BestEffort";
  const full = containers.every(({ resources }) =>
    names.every(
      (name) =>
        resources?.limits?.[name] !== undefined &&
        (resources.requests?.[name] ?? resources.limits[name]) === resources.limits[name],
    ),
  );
  return full ? "Guaranteed" : "Burstable";
}
