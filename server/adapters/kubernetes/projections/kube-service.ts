import type { RawService } from "@/server/adapters/kubernetes/raw-objects";
import type { KubeServiceSeen } from "@/server/domain/rollout/observation";
import { annotations } from "@/server/domain/rollout/target";

/** Number in the fence annotation; null when it is absent or no number. */
export function fenceOf(service: RawService): number | null {
  const text = service.metadata.annotations?.[annotations.fence];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** A headless Service, and one that waits for its address, has none to be reached at. */
function addressOf({ spec }: RawService): Pick<KubeServiceSeen, "clusterIp"> {
  return spec?.clusterIP ? { clusterIp: spec.clusterIP } : {};
}

/** An active or preview Service with its whole selector; an empty selector counts as none. */
export function kubeServiceSeen(service: RawService): KubeServiceSeen {
  const { metadata, spec } = service;
  const selector = spec?.selector ?? {};
  return {
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    deleting: metadata.deletionTimestamp !== undefined,
    selector: Object.keys(selector).length === 0 ? null : selector,
    ports: (spec?.ports ?? []).map(({ name, port }) => ({ name: name ?? "", port })),
    fence: fenceOf(service),
    servingDeployment: metadata.annotations?.[annotations.servingDeployment] ?? null,
    ...addressOf(service),
  };
}
