import type { ClusterClient, ObjectEvent, Resource } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { ClusterApi } from "./cluster-api";
import { kindOfResource } from "./kinds/kind-registry";
import { createObject } from "./operations/create-object";
import { deleteObject } from "./operations/delete-object";
import { patchObject } from "./operations/patch-object";
import { updateObject } from "./operations/update-object";
import { recordEvent } from "./record-event";
import { systemUser, type UserInfo } from "./user";
import type { Target, Write } from "./write-context";

interface ObjectName {
  namespace?: string | undefined;
  name?: string | undefined;
}

/**
 * In-process access as `user` (a name such as `kube-scheduler`, or full user information). The field manager is the
 * part of the name after the last colon.
 */
export function createClusterClient(api: ClusterApi, user: string | UserInfo): ClusterClient {
  const info = typeof user === "string" ? systemUser(user) : user;
  const write = (resource: Resource, key: ObjectName, subresource?: string): Write => ({
    target: {
      kind: kindOfResource(resource),
      namespace: key.namespace,
      name: key.name ?? "",
      subresource: subresource as Target["subresource"],
    },
    context: {
      user: info,
      fieldManager: info.name.split(":").pop() ?? info.name,
      dryRun: false,
      warnings: [],
    },
  });
  return {
    get: (resource, namespace, name) => api.store.get(resource, namespace, name),
    list: (resource, namespace) => api.store.collection(resource).list(namespace),
    ownedBy: (resource, ownerUid) => api.store.collection(resource).controlledBy(ownerUid),
    create: (resource, object) => createObject(api, write(resource, (object as KubeObject).metadata), object),
    update: (resource, object) => updateObject(api, write(resource, object.metadata), object),
    updateStatus: (resource, object) => updateObject(api, write(resource, object.metadata, "status"), object),
    patch: (resource, key, patch) =>
      patchObject(api, write(resource, key, key.subresource), { type: "merge", body: patch }).object,
    delete: (resource, key) => {
      const preconditions = key.uid ? { uid: key.uid } : undefined;
      deleteObject(api, write(resource, key), { gracePeriodSeconds: key.gracePeriodSeconds, preconditions });
    },
    watch: (resource, onEvent) => subscribe(api, resource, onEvent),
    recordEvent: (about, event) => recordEvent(api, about, event),
  };
}

function subscribe(api: ClusterApi, resource: Resource, onEvent: (event: ObjectEvent) => void): () => void {
  const { subscribers } = api.store.collection(resource);
  const listener = (event: ObjectEvent) => onEvent(event);
  subscribers.add(listener);
  return () => void subscribers.delete(listener);
}
