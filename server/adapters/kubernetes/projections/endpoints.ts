import type { RawEndpointSlice } from "@/server/adapters/kubernetes/raw-objects";
import type { EndpointSeen } from "@/server/domain/rollout/observation";
import { each, text } from "./defaults";

type RawEndpoint = NonNullable<RawEndpointSlice["endpoints"]>[number];

/** An absent `ready` means yes; an absent `serving` follows `ready`. */
function stateOf({ conditions = {} }: RawEndpoint): Pick<EndpointSeen, "ready" | "serving" | "terminating"> {
  const { ready = true, terminating = false } = conditions;
  return { ready, serving: conditions.serving ?? ready, terminating };
}

/** Endpoints of one slice. */
export function endpointsOf(slice: RawEndpointSlice): EndpointSeen[] {
  const portNames = each(slice.ports).map((port) => text(port.name));
  return each(slice.endpoints).map((endpoint) => ({
    podUid: endpoint.targetRef?.uid ?? null,
    podName: endpoint.targetRef?.name ?? null,
    ...stateOf(endpoint),
    portNames,
  }));
}
