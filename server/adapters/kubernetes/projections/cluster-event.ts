import type { ClusterEvent } from "@/contracts/cluster-event";
import type { RawEvent } from "@/server/adapters/kubernetes/raw-objects";

/** Longest event text that is kept, in characters. */
const messageLimit = 1000;

/** An Event of either age of its API: counted (core/v1) or in a series (events.k8s.io). */
export function clusterEvent(event: RawEvent): ClusterEvent {
  const { metadata, involvedObject } = event;
  const created = metadata.creationTimestamp ?? "1970-01-01T00:00:00Z";
  const firstAt = event.firstTimestamp ?? event.eventTime ?? created;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace ?? "",
    type: event.type === "Warning" ? "Warning" : "Normal",
    reason: event.reason ?? "",
    message: (event.message ?? event.note ?? "").slice(0, messageLimit),
    count: event.series?.count ?? event.count ?? 1,
    firstAt,
    lastAt: event.series?.lastObservedTime ?? event.lastTimestamp ?? firstAt,
    object: {
      kind: involvedObject?.kind ?? "",
      name: involvedObject?.name ?? "",
      ...(involvedObject?.uid === undefined ? {} : { uid: involvedObject.uid }),
    },
  };
}
