import type { Endpoint, EndpointPort, EndpointSlice } from "@/sandbox/kernel/cluster-kinds";

export const SLICE_SIZE = 100;

/** What one port set of a Service should offer. */
export interface WantedEndpoints {
  ports: EndpointPort[];
  endpoints: Endpoint[];
}

/** Writes in the order in which they are made: create, update, delete. */
export interface SlicePlan {
  creates: WantedEndpoints[];
  updates: { slice: EndpointSlice; endpoints: Endpoint[] }[];
  deletes: EndpointSlice[];
}

function idOf(endpoint: Endpoint): string {
  return endpoint.targetRef?.uid ?? endpoint.addresses.join(",");
}

function same(a: readonly Endpoint[], b: readonly Endpoint[]): boolean {
  return (
    a.length === b.length &&
    a.every((endpoint, index) => JSON.stringify(endpoint) === JSON.stringify(b[index]))
  );
}

/** The endpoints of a slice that are still wanted, as they should be now. */
function kept(slice: EndpointSlice, wanted: ReadonlyMap<string, Endpoint>): Endpoint[] {
  return (slice.endpoints ?? [])
    .map((endpoint) => wanted.get(idOf(endpoint)))
    .filter((endpoint) => endpoint !== undefined);
}

interface Draft {
  slice: EndpointSlice;
  endpoints: Endpoint[];
}

/** New endpoints go to slices that change anyway, fullest first, then to any with room. */
function fill(drafts: Draft[], fresh: Endpoint[]): Endpoint[] {
  let left = fresh;
  const byRoom = [...drafts].sort((a, b) => b.endpoints.length - a.endpoints.length);
  for (const draft of byRoom) {
    const room = SLICE_SIZE - draft.endpoints.length;
    draft.endpoints = [...draft.endpoints, ...left.slice(0, room)];
    left = left.slice(room);
  }
  return left;
}

function chunks(endpoints: Endpoint[]): Endpoint[][] {
  const parts: Endpoint[][] = [];
  for (let from = 0; from < endpoints.length; from += SLICE_SIZE)
    parts.push(endpoints.slice(from, from + SLICE_SIZE));
  return parts;
}

/**
 * Plans the slices of one port set. A slice that would lose all its endpoints while new ones need a slice takes those in
 * one update instead, so a full flip of a selector is one write of the same slice.
 */
export function planSlices(wanted: WantedEndpoints, slices: readonly EndpointSlice[]): SlicePlan {
  const byId = new Map(wanted.endpoints.map((endpoint) => [idOf(endpoint), endpoint]));
  const placed = new Set<string>();
  const drafts = slices.map((slice) => {
    const endpoints = kept(slice, byId).filter((endpoint) => !placed.has(idOf(endpoint)));
    for (const endpoint of endpoints) placed.add(idOf(endpoint));
    return { slice, endpoints };
  });
  const emptied = drafts.filter((draft) => draft.endpoints.length === 0);
  const holding = drafts.filter((draft) => draft.endpoints.length > 0);
  const rest = chunks(
    fill(
      holding,
      wanted.endpoints.filter((endpoint) => !placed.has(idOf(endpoint))),
    ),
  );
  const reused = emptied
    .slice(0, rest.length)
    .map((draft, index) => ({ slice: draft.slice, endpoints: rest[index] ?? [] }));
  const keepEmpty = holding.length === 0 && rest.length === 0 ? emptied.slice(0, 1) : [];
  const updates = [...holding, ...reused, ...keepEmpty].filter(
    (draft) => !same(draft.endpoints, draft.slice.endpoints ?? []),
  );
  const creates = rest.slice(reused.length).map((endpoints) => ({ ports: wanted.ports, endpoints }));
  if (slices.length === 0 && creates.length === 0) creates.push({ ports: wanted.ports, endpoints: [] });
  return {
    creates,
    updates,
    deletes: emptied
      .filter((draft) => !keepEmpty.includes(draft))
      .slice(reused.length)
      .map((draft) => draft.slice),
  };
}
