import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Gives containers without limits or requests the defaults of their namespace. */
export function applyLimitRanges(api: ClusterApi, pod: KubeObject): void {
  const ranges = api.store.collection("limitranges").list(pod.metadata.namespace);
  const rows: Json[] = ranges
    .flatMap((range) => range["spec"]?.limits ?? [])
    .filter((row: Json) => row.type === "Container");
  if (rows.length === 0) return;
  for (const container of pod["spec"].containers ?? []) {
    container.resources ??= {};
    const { resources } = container;
    for (const row of rows) {
      const limits = { ...row.default, ...resources.limits };
      const requests = { ...(row.defaultRequest ?? row.default), ...resources.limits, ...resources.requests };
      if (Object.keys(limits).length > 0) resources.limits = limits;
      if (Object.keys(requests).length > 0) resources.requests = requests;
    }
  }
}
