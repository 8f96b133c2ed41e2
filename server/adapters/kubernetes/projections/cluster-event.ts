import type { ClusterEvent } from "@/contracts/cluster-event";
import type { RawEvent } from "@/server/adapters/kubernetes/raw-objects";
import { text } from "./defaults";

/** Longest event text that is kept, in characters. */
const messageLimit = 1000;

const never = "1970-01-01T00:00:00Z";

/** Whole seconds: the newer API counts microseconds, nobody reads them, and stored times must equal seen ones. */
function toSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}

function firstAtOf(event: RawEvent): string {
  return toSeconds(event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? never);
}

function lastAtOf(event: RawEvent): string {
  const last = event.series?.lastObservedTime ?? event.lastTimestamp;
  return last ? toSeconds(last) : firstAtOf(event);
}

function objectOf({ involvedObject }: RawEvent): ClusterEvent["object"] {
  const uid = involvedObject?.uid;
  return {
    kind: text(involvedObject?.kind),
    name: text(involvedObject?.name),
    ...(uid === undefined ? {} : { uid }),
  };
}

/** An Event of either age of its API: counted (core/v1) or in a series (events.k8s.io). */
export function clusterEvent(event: RawEvent): ClusterEvent {
  return {
    uid: event.metadata.uid,
    namespace: text(event.metadata.namespace),
    type: event.type === "Warning" ? "Warning" : "Normal",
    reason: text(event.reason),
    message: text(event.message ?? event.note).slice(0, messageLimit),
    count: event.series?.count ?? event.count ?? 1,
    firstAt: firstAtOf(event),
    lastAt: lastAtOf(event),
    object: objectOf(event),
  };
}
