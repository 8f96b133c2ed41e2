import type { RawEndpointSlice } from "@/server/adapters/kubernetes/raw-objects";
import type { EndpointSeen } from "@/server/domain/rollout/observation";

/** Endpoints of one slice. An absent `ready` means yes; an absent `serving` follows `ready`. */
export function endpointsOf(slice: RawEndpointSlice): EndpointSeen[] {
  const portNames = (slice.ports ?? []).map((port) => port.name ?? "");
  return (slice.endpoints ?? []).map(({ conditions, targetRef }) => {
    const ready = conditions?.ready ?? true;
    return {
      podUid: targetRef?.uid ?? null,
      podName: targetRef?.kind === "Pod" ? (targetRef.name ?? null) : null,
      ready,
      serving: conditions?.serving ?? ready,
      terminating: conditions?.terminating ?? false,
      portNames,
    };
  });
}
