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

function fingerprintOf({ kind, uid, service, color, body }: KnownObject): string {
  // The table of events keeps no color: what is not stored is no change.
  return canonical(kind === "Event" ? [service, body] : [uid, service, color, body]);
}

function placeOf(change: ObservedChange): string {
  const key = change.op === "set" ? change.object : change.key;
  return `${key.kind} ${nameOf(key)}`;
}

/** What is waiting to be written, oldest first, one state per object. */
class Waiting {
  readonly #changes = new Map<string, ObservedChange>();

  put(change: ObservedChange): void {
    this.#changes.set(placeOf(change), change);
  }

  putBack(change: ObservedChange): void {
    if (!this.#changes.has(placeOf(change))) this.put(change);
  }

  take(limit: number): ObservedChange[] {
    const batch = [...this.#changes].slice(0, limit);
    for (const [place] of batch) this.#changes.delete(place);
    return batch.map(([, change]) => change);
  }

  get size(): number {
    return this.#changes.size;
  }
}

/** Changes of one cluster between the watches and the store. */
export function createChangeSet(): ChangeSet {
  const known = new Map<WatchedKind, Map<string, Fact>>();
  const pending = new Waiting();

  const ofKind = (kind: WatchedKind): Map<string, Fact> => {
    const facts = known.get(kind) ?? new Map<string, Fact>();
    known.set(kind, facts);
    return facts;
  };
  const drop = ({ kind, namespace, name }: ObjectKey): void => {
    const fact = ofKind(kind).get(objectName({ namespace, name }));
    if (!fact) return;
    ofKind(kind).delete(objectName({ namespace, name }));
    pending.put({ op: "gone", key: { kind, namespace, name }, service: fact.service });
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
      pending.put({ op: "set", object });
    },
    gone(key) {
      if (key.kind === "Event") ofKind("Event").delete(nameOf(key));
      else drop(key);
    },
    listed(kind, names) {
      if (kind === "Event") return;
      for (const known of [...ofKind(kind).keys()]) {
        const [namespace = "", name = ""] = known.split("/");
        if (!names.has(known)) drop({ kind, namespace, name });
      }
    },
    take: () => pending.take(batchLimit),
    giveBack(changes) {
      for (const change of changes) pending.putBack(change);
    },
    get waiting() {
      return pending.size;
    },
  };
}
