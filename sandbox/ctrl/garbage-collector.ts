import type { ObjectEvent, Resource } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Controller, ControllerContext } from "./controller";
import { createWorkQueue } from "./work-queue";

/** Kinds that own others, each with what it may own. */
const DEPENDENTS: Readonly<Record<Resource, readonly Resource[]>> = {
  "deployments.apps": ["replicasets.apps"],
  "replicasets.apps": ["pods"],
  "cronjobs.batch": ["jobs.batch"],
  "jobs.batch": ["pods"],
  services: ["endpointslices.discovery.k8s.io"],
};

const FOREGROUND = "foregroundDeletion";
const ORPHAN = "orphan";

function withoutFinalizer(
  context: ControllerContext,
  resource: Resource,
  object: KubeObject & { drop: string },
): void {
  const { namespace, name, finalizers } = object.metadata;
  const left = (finalizers ?? []).filter((finalizer) => finalizer !== object.drop);
  context.client.patch(resource, { namespace, name }, { metadata: { finalizers: left } });
}

function dependentsOf(
  context: ControllerContext,
  resource: Resource,
  uid: string,
): { resource: Resource; object: KubeObject }[] {
  return (DEPENDENTS[resource] ?? []).flatMap((kind) =>
    context.client.ownedBy(kind, uid).map((object) => ({ resource: kind, object })),
  );
}

function release(context: ControllerContext, resource: Resource, owner: KubeObject): void {
  for (const dependent of dependentsOf(context, resource, owner.metadata.uid)) {
    const { namespace, name, ownerReferences } = dependent.object.metadata;
    const left = (ownerReferences ?? []).filter((reference) => reference.uid !== owner.metadata.uid);
    context.client.patch(
      dependent.resource,
      { namespace, name },
      { metadata: { ownerReferences: left.length === 0 ? null : left } },
    );
  }
  withoutFinalizer(context, resource, { ...owner, drop: ORPHAN });
}

function deleteDependents(
  context: ControllerContext,
  resource: Resource,
  owner: { uid: string; foreground: boolean },
): number {
  const dependents = dependentsOf(context, resource, owner.uid);
  for (const dependent of dependents) {
    const { namespace, name, uid, deletionTimestamp, finalizers } = dependent.object.metadata;
    if (deletionTimestamp !== undefined) continue;
    if (owner.foreground && DEPENDENTS[dependent.resource] !== undefined) {
      context.client.patch(
        dependent.resource,
        { namespace, name },
        { metadata: { finalizers: [...(finalizers ?? []), FOREGROUND] } },
      );
    }
    context.client.delete(dependent.resource, { namespace, name, uid });
  }
  return dependents.length;
}

function keyOfOwner(resource: Resource, owner: Pick<KubeObject, "metadata">): string {
  return `${resource} ${owner.metadata.uid} ${owner.metadata.namespace ?? ""} ${owner.metadata.name}`;
}

function collect(context: ControllerContext, key: string): void {
  const [resource = "", uid = "", namespace = "", name = ""] = key.split(" ");
  const owner = context.client.get(resource, namespace, name);
  if (owner?.metadata.uid !== uid) {
    deleteDependents(context, resource, { uid, foreground: false });
    return;
  }
  if (owner.metadata.deletionTimestamp !== undefined) finalize(context, resource, owner);
}

/** Does what the finalizers of an owner that is being deleted ask for. */
function finalize(context: ControllerContext, resource: Resource, owner: KubeObject): void {
  const { uid, finalizers = [] } = owner.metadata;
  if (finalizers.includes(ORPHAN)) {
    release(context, resource, owner);
  } else if (
    finalizers.includes(FOREGROUND) &&
    deleteDependents(context, resource, { uid, foreground: true }) === 0
  ) {
    withoutFinalizer(context, resource, { ...owner, drop: FOREGROUND });
  }
}

/** Keys of the owners that a dependent names and that are gone or waiting to go. */
function goneOwners(context: ControllerContext, dependent: KubeObject, resource: Resource): string[] {
  const { namespace = "", ownerReferences = [] } = dependent.metadata;
  const named = ownerReferences.filter(({ kind }) => resource.startsWith(`${kind.toLowerCase()}s`));
  return named.flatMap(({ name, uid }) => {
    const owner = context.client.get(resource, namespace, name);
    const stays = owner?.metadata.uid === uid && owner.metadata.deletionTimestamp === undefined;
    return stays ? [] : [`${resource} ${uid} ${namespace} ${name}`];
  });
}

/**
 * Deletes what a vanished owner leaves behind, compared by uid. An owner that is deleted in the foreground waits for its
 * dependents; one that orphans them releases them first.
 */
export function createGarbageCollector(context: ControllerContext): Controller {
  const { client } = context;
  const queue = createWorkQueue(context, (key) => collect(context, key));
  const stops: (() => void)[] = [];

  const considerOwner = (resource: Resource, owner: KubeObject, gone: boolean) => {
    if (gone || owner.metadata.deletionTimestamp !== undefined) queue.add(keyOfOwner(resource, owner));
  };
  const considerDependent = (resource: Resource, dependent: KubeObject) => {
    for (const key of goneOwners(context, dependent, resource)) queue.add(key);
  };
  const follow = (resource: Resource, dependents: readonly Resource[]) => {
    stops.push(
      client.watch(resource, ({ type, object }) => considerOwner(resource, object, type === "DELETED")),
    );
    for (const object of client.list(resource)) considerOwner(resource, object, false);
    for (const kind of dependents) {
      const onEvent = ({ type, object }: ObjectEvent) => {
        // A dependent that goes may be the last one a waiting owner waits for.
        if (type !== "MODIFIED") considerDependent(resource, object);
      };
      stops.push(client.watch(kind, onEvent));
      for (const object of client.list(kind)) considerDependent(resource, object);
    }
  };

  return {
    start() {
      queue.start();
      for (const [resource, dependents] of Object.entries(DEPENDENTS)) follow(resource, dependents);
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      queue.stop();
    },
  };
}
