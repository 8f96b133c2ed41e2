import {
  type ObjectKey,
  type ObservedObject,
  objectName,
  type WatchedKind,
} from "@/server/ports/cluster-watch";
import type { KnownObject, ObservedChange } from "@/server/ports/observation-store";
import { canonical } from "./canonical";

/** Most objects of one transaction. */
export const batchLimit = 500;

interface Fact {
  fingerprint: string;
  service: string | null;
}

/** What the store knows of a cluster, and what it does not know yet. The latest state of an object wins. */
export interface ChangeSet {
  /** Takes over what the store holds, at the start. */
  remember(objects: readonly KnownObject[]): void;
  set(object: ObservedObject): void;
  gone(key: ObjectKey): void;
  /** Everything of the kind that a complete list did not name is gone. Events only grow old in the store. */
  listed(kind: WatchedKind, names: ReadonlySet<string>): void;
  /** The oldest waiting changes, at most `batchLimit`; empty when there are none. */
  take(): ObservedChange[];
  /** Brings back a batch that could not be written; newer states of the same objects stay. */
  giveBack(changes: readonly ObservedChange[]): void;
  readonly waiting: number;
}

/** One name per event: the server makes a new object name for each. */
function nameOf(key: ObjectKey & { uid?: string }): string {
  return key.kind === "Event" ? (key.uid ?? key.name) : objectName(key);
}

function fingerprintOf({ uid, service, color, body }: KnownObject): string {
  return canonical([uid, service, color, body]);
}

function keyOf(change: ObservedChange): ObjectKey {
  return change.op === "set" ? change.object : change.key;
}

/** Changes of one cluster between the watches and the store. */
export function createChangeSet(): ChangeSet {
  const known = new Map<WatchedKind, Map<string, Fact>>();
  const pending = new Map<string, ObservedChange>();

  const ofKind = (kind: WatchedKind): Map<string, Fact> => {
    const facts = known.get(kind) ?? new Map<string, Fact>();
    known.set(kind, facts);
    return facts;
  };
  const enqueue = (kind: WatchedKind, name: string, change: ObservedChange): void => {
    pending.set(`${kind} ${name}`, change);
  };
  const drop = (key: ObjectKey, name: string): void => {
    const fact = ofKind(key.kind).get(name);
    if (!fact) return;
    ofKind(key.kind).delete(name);
    const { kind, namespace, name: plain } = key;
    enqueue(kind, name, { op: "gone", key: { kind, namespace, name: plain }, service: fact.service });
  };

  return {
    remember(objects) {
      for (const object of objects) {
        ofKind(object.kind).set(nameOf(object), {
          fingerprint: fingerprintOf(object),
          service: object.service,
        });
      }
    },
    set(object) {
      const name = nameOf(object);
      const fingerprint = fingerprintOf(object);
      if (ofKind(object.kind).get(name)?.fingerprint === fingerprint) return;
      ofKind(object.kind).set(name, { fingerprint, service: object.service });
      enqueue(object.kind, name, { op: "set", object });
    },
    gone(key) {
      if (key.kind === "Event") ofKind("Event").delete(nameOf(key));
      else drop(key, nameOf(key));
    },
    listed(kind, names) {
      if (kind === "Event") return;
      for (const name of [...ofKind(kind).keys()]) {
        if (names.has(name)) continue;
        const [namespace = "", plain = ""] = name.split("/");
        drop({ kind, namespace, name: plain }, name);
      }
    },
    take() {
      const batch: ObservedChange[] = [];
      for (const [key, change] of pending) {
        if (batch.length === batchLimit) break;
        batch.push(change);
        pending.delete(key);
      }
      return batch;
    },
    giveBack(changes) {
      for (const change of changes) {
        const key = keyOf(change);
        const place = `${key.kind} ${nameOf(key)}`;
        if (!pending.has(place)) pending.set(place, change);
      }
    },
    get waiting() {
      return pending.size;
    },
  };
}
