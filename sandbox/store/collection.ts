import type { KubeObject } from "@/sandbox/kernel/object";
import { type CommittedEvent, WatchRing } from "./watch-ring";

/** Store key of an object: `namespace/name`, or `name` at cluster scope. */
export function objectKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** Key of the order over all namespaces; no namespace can be called so. */
const everywhere = "*";

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
    const cacheKey = namespace ?? everywhere;
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
    if (!previous || !next) this.#forgetOrder((next ?? previous)?.metadata.namespace);
    if (previous) this.#take(previous, next !== undefined);
    if (next) this.#put(next);
  }

  #take({ metadata }: KubeObject, replaced: boolean): void {
    const key = objectKey(metadata.namespace, metadata.name);
    for (const owner of metadata.ownerReferences ?? []) this.#unlink(this.#owners, owner.uid, key);
    if (replaced) return;
    this.objects.delete(key);
    this.#unlink(this.#namespaces, metadata.namespace ?? "", key);
  }

  #put(object: KubeObject): void {
    const { metadata } = object;
    this.objects.set(objectKey(metadata.namespace, metadata.name), object);
    this.#link(this.#namespaces, metadata.namespace ?? "", object);
    for (const owner of metadata.ownerReferences ?? []) this.#link(this.#owners, owner.uid, object);
  }

  #forgetOrder(namespace: string | undefined): void {
    this.#sorted.delete(everywhere);
    this.#sorted.delete(namespace ?? "");
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
