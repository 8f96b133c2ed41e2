import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import { Collection, objectKey } from "./collection";
import type { CommittedEvent } from "./watch-ring";

/** A new cluster does not start at 1: a client that asks for that version must learn that it is too old. */
const firstVersion = 100;

/**
 * All objects of one cluster under one version counter. A commit is synchronous: it numbers the change, swaps the
 * immutable object, keeps the indexes and records the change; subscribers hear of it in a microtask, in commit order.
 */
export class ObjectStore {
  #version: number;
  /** No change at or before this version is held by any collection. */
  #floor: number;
  readonly #clock: SandboxClock;
  readonly #collections = new Map<string, Collection>();
  #pending: { collection: Collection; event: CommittedEvent }[] = [];
  #scheduled = false;

  constructor(clock: SandboxClock, version = firstVersion) {
    this.#clock = clock;
    this.#version = version;
    this.#floor = version;
  }

  /** The newest version given out. */
  get version(): number {
    return this.#version;
  }

  /** The collection of a resource such as `deployments.apps`, made on first use. */
  collection(resource: string): Collection {
    let collection = this.#collections.get(resource);
    if (!collection) {
      collection = new Collection(this.#floor);
      this.#collections.set(resource, collection);
    }
    return collection;
  }

  /** Resources that have held an object. */
  resources(): string[] {
    return [...this.#collections.keys()];
  }

  get(resource: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#collections.get(resource)?.objects.get(objectKey(namespace, name));
  }

  /** Stores `next` under a new version and returns it as committed; `previous` is what it replaces. */
  commit(resource: string, previous: KubeObject | undefined, next: KubeObject): KubeObject {
    const object = this.#numbered(next);
    const collection = this.collection(resource);
    collection.swap(previous, object);
    this.#record(collection, {
      type: previous ? "MODIFIED" : "ADDED",
      object,
      ...(previous ? { previous } : {}),
    });
    return object;
  }

  /** Removes the live object; `last` is how watchers see it for the last time, under a new version. */
  remove(resource: string, live: KubeObject, last: KubeObject = live): KubeObject {
    const object = this.#numbered(last);
    const collection = this.collection(resource);
    collection.swap(live, undefined);
    this.#record(collection, { type: "DELETED", object, previous: live });
    return object;
  }

  /** Puts objects back as they were stored, without events; the counter continues after `version`. */
  load(version: number, objects: Iterable<{ resource: string; object: KubeObject }>): void {
    this.#version = Math.max(this.#version, version);
    this.#floor = this.#version;
    for (const { resource, object } of objects) this.collection(resource).swap(undefined, object);
    for (const collection of this.#collections.values()) collection.ring.forget(this.#version);
  }

  #numbered(object: KubeObject): KubeObject {
    this.#version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
  }

  #record(collection: Collection, change: ObjectEvent): void {
    const event: CommittedEvent = { ...change, version: this.#version, at: this.#clock.now() };
    collection.ring.push(event);
    this.#pending.push({ collection, event });
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const batch = this.#pending;
    this.#pending = [];
    for (const { collection, event } of batch) {
      for (const subscriber of [...collection.subscribers]) subscriber(event);
    }
  }
}
