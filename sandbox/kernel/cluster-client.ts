import type { KubeObject } from "./object";

/** Plural and group as kubectl prints them: `pods`, `deployments.apps`, `endpointslices.discovery.k8s.io`. */
export type Resource = string;

/** What happened to one object; `previous` is there for MODIFIED and DELETED. */
export interface ObjectEvent {
  type: "ADDED" | "MODIFIED" | "DELETED";
  object: KubeObject;
  previous?: KubeObject;
}

/** A refusal of the API in the shape of a `metav1.Status`. */
export class ApiError extends Error {
  readonly status: Record<string, unknown> & { code: number; reason: string; message: string };
  constructor(status: Record<string, unknown> & { code: number; reason: string; message: string }) {
    super(status.message);
    this.status = status;
  }
}

/**
 * In-process access for controllers and kubelets. Writes go through the same pipeline as HTTP requests
 * (admission, defaults, validation, managed fields, no-op check), as the user named at creation. Reads and
 * writes are synchronous; every write throws `ApiError` when the API refuses it.
 */
export interface ClusterClient {
  get(resource: Resource, namespace: string | undefined, name: string): KubeObject | undefined;
  list(resource: Resource, namespace?: string): readonly KubeObject[];
  /** Objects whose controller owner has this uid. */
  ownedBy(resource: Resource, ownerUid: string): readonly KubeObject[];
  create(resource: Resource, object: object): KubeObject;
  /** Replaces the object (conflict when `metadata.resourceVersion` is given and stale). */
  update(resource: Resource, object: KubeObject): KubeObject;
  updateStatus(resource: Resource, object: KubeObject): KubeObject;
  /** JSON merge patch on the main resource, or on a subresource such as `status` or `scale`. */
  patch(
    resource: Resource,
    key: { namespace?: string | undefined; name: string; subresource?: string },
    patch: object,
  ): KubeObject;
  delete(
    resource: Resource,
    key: { namespace?: string | undefined; name: string; uid?: string; gracePeriodSeconds?: number },
  ): void;
  /** Calls back after each commit, in commit order, never inside the commit itself. Returns the unsubscribe. */
  watch(resource: Resource, onEvent: (event: ObjectEvent) => void): () => void;
  /** Records an Event about an object, counted up when the same one repeats. */
  recordEvent(
    about: KubeObject,
    event: { type: "Normal" | "Warning"; reason: string; message: string; component: string },
  ): void;
}
