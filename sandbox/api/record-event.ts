import type { KubeObject } from "@/sandbox/kernel/object";
import type { ClusterApi } from "./cluster-api";
import { kindOfResource } from "./kinds/kind-registry";
import { createObject } from "./operations/create-object";
import { patchObject } from "./operations/patch-object";
import { kubeTime } from "./time";
import { systemUser } from "./user";
import type { WriteContext } from "./write-context";

/** What a component wants to say about an object. */
export interface EventNote {
  type: "Normal" | "Warning";
  reason: string;
  message: string;
  component: string;
}

/** Records an Event; one with the same object, reason, message and source is counted up instead. */
export function recordEvent(api: ClusterApi, about: KubeObject, note: EventNote): void {
  const kind = kindOfResource("events");
  const namespace = about.metadata.namespace ?? "default";
  const context: WriteContext = {
    user: systemUser(note.component),
    fieldManager: note.component,
    dryRun: false,
    warnings: [],
  };
  const now = kubeTime(api.clock.now());
  const known = findSame(api, { namespace, about, note });
  if (known) {
    const patch = { count: (known["count"] ?? 1) + 1, lastTimestamp: now };
    const target = { kind, namespace, name: known.metadata.name };
    patchObject(api, { target, context }, { type: "merge", body: patch });
    return;
  }
  const place = api.store.get("namespaces", undefined, namespace);
  // A terminating namespace takes no new objects; its events are lost on a real cluster as well.
  if (!place || place.metadata.deletionTimestamp) return;
  sweepEvents(api);
  const name = `${about.metadata.name}.${(BigInt(Math.floor(api.clock.now())) * 1_000_000n + BigInt(api.store.version % 1_000_000)).toString(16)}`;
  const body = {
    metadata: { name },
    ...eventBody(about, note),
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  };
  createObject(api, { target: { kind, namespace, name }, context }, body);
  remember(api, { namespace, about, note }, name);
}

function eventBody(about: KubeObject, note: EventNote) {
  const { name, namespace, uid, resourceVersion } = about.metadata;
  return {
    involvedObject: {
      kind: about.kind,
      ...(namespace ? { namespace } : {}),
      name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
    },
    reason: note.reason,
    message: note.message,
    source: { component: note.component },
    type: note.type,
    eventTime: null,
    reportingComponent: note.component,
    reportingInstance: "",
  };
}

const keepEventsMs = 3_600_000;
const sweepEveryMs = 60_000;
const sweptAt = new WeakMap<ClusterApi, number>();

/** Events live for an hour; old ones go when new ones come. */
function sweepEvents(api: ClusterApi): void {
  const now = api.clock.now();
  if (now - (sweptAt.get(api) ?? 0) < sweepEveryMs) return;
  sweptAt.set(api, now);
  for (const event of api.store.collection("events").list()) {
    const last = Date.parse(event["lastTimestamp"] ?? event.metadata.creationTimestamp);
    if (last < now - keepEventsMs) api.store.remove("events", event);
  }
}

interface Sameness {
  namespace: string;
  about: KubeObject;
  note: EventNote;
}

/** Names of recent events by what they say, per cluster: looking through the store for each event would be slow. */
const recent = new WeakMap<ClusterApi, Map<string, string>>();
const keepRecent = 4096;

function sameKey({ about, note }: Sameness): string {
  return [about.metadata.uid, note.type, note.reason, note.message, note.component].join("\u0000");
}

function findSame(api: ClusterApi, same: Sameness): KubeObject | undefined {
  const name = recent.get(api)?.get(sameKey(same));
  return name === undefined ? undefined : api.store.get("events", same.namespace, name);
}

function remember(api: ClusterApi, same: Sameness, name: string): void {
  let names = recent.get(api);
  if (!names) {
    names = new Map();
    recent.set(api, names);
  }
  if (names.size >= keepRecent) names.clear();
  names.set(sameKey(same), name);
}
