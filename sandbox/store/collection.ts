import type { KubeObject } from "@/sandbox/kernel/object";
import { type CommittedEvent, WatchRing } from "./watch-ring";

/** Store key of an object: `namespace/name`, or `name` at cluster scope. */
export function objectKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** All objects of one resource with their indexes, change history and subscribers. */
export class Collection {
  readonly objects = new Map<string, KubeObject>();
  readonly subscribers = new Set<(event: CommittedEvent) => void>();
  readonly ring: WatchRing;
  readonly #namespaces = new Map<string, Map<string, KubeObject>>();
  readonly #owners = new Map<string, Map<string, KubeObject>>();
  readonly #sorted = new Map<string, readonly string[]>();

  constructor(floor: number) {
    this.ring = new WatchRing(floor);
  }

  /** Objects in key order, of one namespace or of all. */
  list(namespace?: string): KubeObject[] {
    const source = namespace === undefined ? this.objects : this.#namespaces.get(namespace);
    if (!source) return [];
    const cacheKey = namespace ?? "";
    let keys = this.#sorted.get(cacheKey);
    if (!keys) {
      keys = [...source.keys()].sort();
      this.#sorted.set(cacheKey, keys);
    }
    return keys.map((key) => source.get(key)).filter((object) => object !== undefined);
  }

  /** Objects with an owner reference to this uid that is marked as controller. */
  controlledBy(ownerUid: string): KubeObject[] {
    return this.ownedBy(ownerUid).filter((object) =>
      object.metadata.ownerReferences?.some((owner) => owner.uid === ownerUid && owner.controller === true),
    );
  }

  /** Objects with any owner reference to this uid. */
  ownedBy(ownerUid: string): KubeObject[] {
    return [...(this.#owners.get(ownerUid)?.values() ?? [])];
  }

  /** Swaps one object and keeps the indexes; the caller records the change. */
  swap(previous: KubeObject | undefined, next: KubeObject | undefined): void {
    const meta = (next ?? previous)?.metadata;
    if (!meta) return;
    const key = objectKey(meta.namespace, meta.name);
    if (!previous || !next) {
      this.#sorted.delete("");
      this.#sorted.delete(meta.namespace ?? "");
    }
    for (const owner of previous?.metadata.ownerReferences ?? []) this.#unlink(this.#owners, owner.uid, key);
    if (!next) {
      this.objects.delete(key);
      this.#unlink(this.#namespaces, meta.namespace ?? "", key);
      return;
    }
    this.objects.set(key, next);
    this.#link(this.#namespaces, meta.namespace ?? "", next);
    for (const owner of next.metadata.ownerReferences ?? []) this.#link(this.#owners, owner.uid, next);
  }

  #link(index: Map<string, Map<string, KubeObject>>, at: string, object: KubeObject): void {
    let entry = index.get(at);
    if (!entry) {
      entry = new Map();
      index.set(at, entry);
    }
    entry.set(objectKey(object.metadata.namespace, object.metadata.name), object);
  }

  #unlink(index: Map<string, Map<string, KubeObject>>, at: string, key: string): void {
    const entry = index.get(at);
    entry?.delete(key);
    if (entry?.size === 0) index.delete(at);
  }
}
