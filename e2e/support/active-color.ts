import type { Cluster } from "./cluster";

/** The color that the active Service selects. */
export async function colorOf(
  cluster: Cluster,
  place: { namespace: string; service: string },
): Promise<string> {
  const { spec } = await cluster.get<{ spec: { selector: Record<string, string> } }>(
    `/api/v1/namespaces/${place.namespace}/services/${place.service}`,
  );
  return spec.selector["switchyard.internal/color"] ?? "none";
}
