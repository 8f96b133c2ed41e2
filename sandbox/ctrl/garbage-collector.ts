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

function withoutFinalizer(context: ControllerContext, resource: Resource, object: KubeObject & { drop: string }): void {
  const { namespace, name, finalizers } = object.metadata;
  const left = (finalizers ?? []).filter((finalizer) => finalizer !== object.drop);
  context.client.patch(resource, { namespace, name }, { metadata: { finalizers: left } });
}

function dependentsOf(context: ControllerContext, resource: Resource, uid: string): { resource: Resource; object: KubeObject }[] {
  return (DEPENDENTS[resource] ?? []).flatMap((kind) => context.client.ownedBy(kind, uid).map((object) => ({ resource: kind, object })));
}

function release(context: ControllerContext, resource: Resource, owner: KubeObject): void {
  for (const dependent of dependentsOf(context, resource, owner.metadata.uid)) {
    const { namespace, name, ownerReferences } = dependent.object.metadata;
    const left = (ownerReferences ?? []).filter((reference) => reference.uid !== owner.metadata.uid);
    context.client.patch(dependent.resource, { namespace, name }, { metadata: { ownerReferences: left.length === 0 ? null : left } });
  }
  withoutFinalizer(context, resource, { ...owner, drop: ORPHAN });
}

function deleteDependents(context: ControllerContext, resource: Resource, owner: { uid: string; foreground: boolean }): number {
  const dependents = dependentsOf(context, resource, owner.uid);
  for (const dependent of dependents) {
    const { namespace, name, uid, deletionTimestamp, finalizers } = dependent.object.metadata;
    if (deletionTimestamp !== undefined) continue;
    if (owner.foreground && DEPENDENTS[dependent.resource] !== undefined) {
      context.client.patch(dependent.resource, { namespace, name }, { metadata: { finalizers: [...(finalizers ?? []), FOREGROUND] } });
    }
    context.client.delete(dependent.resource, { namespace, name, uid });
  }
  return dependents.length;
}

/**
 * Deletes what a vanished owner leaves behind, compared by uid. An owner that is deleted in the foreground waits for its
 * dependents; one that orphans them releases them first.
 */
export function createGarbageCollector(context: ControllerContext): Controller {
  const { client } = context;
  const queue = createWorkQueue(context, (key) => {
    const [resource = "", uid = "", namespace = "", name = ""] = key.split(" ");
    const owner = client.get(resource, namespace === "" ? undefined : namespace, name);
    if (owner === undefined || owner.metadata.uid !== uid) {
      deleteDependents(context, resource, { uid, foreground: false });
      return;
    }
    if (owner.metadata.deletionTimestamp === undefined) return;
    if (owner.metadata.finalizers?.includes(ORPHAN) === true) {
      release(context, resource, owner);
    } else if (owner.metadata.finalizers?.includes(FOREGROUND) === true && deleteDependents(context, resource, { uid, foreground: true }) === 0) {
      withoutFinalizer(context, resource, { ...owner, drop: FOREGROUND });
    }
  });

  const keyOfOwner = (resource: Resource, object: KubeObject) => `${resource} ${object.metadata.uid} ${object.metadata.namespace ?? ""} ${object.metadata.name}`;

  /** A dependent that goes may be the last one a waiting owner waits for; one that comes may name an owner that is gone. */
  const ownersOf = ({ type, object }: ObjectEvent, owners: readonly Resource[]) => {
    if (type === "MODIFIED") return;
    for (const reference of object.metadata.ownerReferences ?? []) {
      for (const resource of owners) {
        const owner = client.get(resource, object.metadata.namespace, reference.name);
        if (owner?.metadata.uid === reference.uid && owner.metadata.deletionTimestamp !== undefined) queue.add(keyOfOwner(resource, owner));
        else if (owner?.metadata.uid !== reference.uid && type === "ADDED" && resource.startsWith(`${reference.kind.toLowerCase()}s`)) {
          queue.add(`${resource} ${reference.uid} ${object.metadata.namespace ?? ""} ${reference.name}`);
        }
      }
    }
  };

  const stops: (() => void)[] = [];
  return {
    start() {
      for (const [resource, dependents] of Object.entries(DEPENDENTS)) {
        stops.push(
          client.watch(resource, ({ type, object }) => {
            if (type === "DELETED" || object.metadata.deletionTimestamp !== undefined) queue.add(keyOfOwner(resource, object));
          }),
        );
        for (const dependent of dependents) stops.push(client.watch(dependent, (event) => ownersOf(event, [resource])));
        for (const object of client.list(resource)) if (object.metadata.deletionTimestamp !== undefined) queue.add(keyOfOwner(resource, object));
      }
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      queue.stop();
    },
  };
}
