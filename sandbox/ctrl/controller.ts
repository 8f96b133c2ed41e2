import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Prng } from "@/sandbox/kernel/prng";

/** What every controller of a cluster works with. */
export interface ControllerContext {
  client: ClusterClient;
  clock: SandboxClock;
  prng: Prng;
  /** Told about errors that are not refusals of the API: defects of the sandbox itself. */
  onDefect(error: unknown): void;
}

/** A control loop that runs until stopped, and again when it is started again. Starting lists what exists, so a restored cluster is picked up. */
export interface Controller {
  start(): void;
  stop(): void;
}

/** `namespace/name`; cluster-scoped objects have an empty namespace. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ""}/${object.metadata.name}`;
}

/** The namespace and name of a key. */
export function fromKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf("/");
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner that controls an object, as `kind` and key. */
export function controllerKeyOf(object: KubeObject, kind: string): string | undefined {
  const owner = object.metadata.ownerReferences?.find(
    (reference) => reference.controller === true && reference.kind === kind,
  );
  return owner === undefined ? undefined : `${object.metadata.namespace ?? ""}/${owner.name}`;
}
