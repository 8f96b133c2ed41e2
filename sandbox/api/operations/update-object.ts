import { admitUpdate } from "@/sandbox/api/admission/admit-update";
import { trackUpdate } from "@/sandbox/api/apply/track-fields";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { defaultObject } from "@/sandbox/api/defaults/default-object";
import { conflict, forbiddenField, invalid, invalidValue } from "@/sandbox/api/errors";
import { cloneJson, equalJson, type Json, listAt } from "@/sandbox/api/json";
import { resourceName } from "@/sandbox/api/kinds/kind-spec";
import { validateUpdate } from "@/sandbox/api/validation/validate-object";
import type { Target, Write } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { findObject } from "./find";
import { countGeneration, prepareUpdate } from "./prepare";

/** Replaces an object, or its status. Throws `ApiError` (conflict for a stale version) when the API refuses. */
export function updateObject(api: ClusterApi, { target, context }: Write, body: Json): KubeObject {
  const live = findObject(api, target);
  const version = body.metadata?.resourceVersion;
  if (!version && target.kind.requiresResourceVersion && target.subresource === undefined) {
    throw invalid(target.kind, target.name, [
      invalidValue("metadata.resourceVersion", 0, "must be specified for an update"),
    ]);
  }
  return replaceLive(api, { target, live, context }, body);
}

/** A write that replaces a live object. */
export interface Replacement extends Write {
  live: KubeObject;
}

/** What a write takes of its body: most writes are of a status, and the rest of a workload is ten times as much to copy. */
function takenBy({ subresource }: Target, body: Json): Json {
  return subresource === "status" ? { metadata: body.metadata, status: body.status } : body;
}

/** The common part of PUT and of all patches but apply: `body` is the whole wanted object. */
export function replaceLive(api: ClusterApi, replacement: Replacement, body: Json): KubeObject {
  const { target, live, context } = replacement;
  checkPreconditions(target, live, body);
  const next = prepareUpdate(target, live, cloneJson(takenBy(target, body)));
  defaultObject(target.kind, next);
  const owner = { kind: target.kind, manager: context.fieldManager, subresource: target.subresource };
  trackUpdate(api, owner, { live, next });
  return finishUpdate(api, replacement, next);
}

/** The last part of an update, shared with server-side apply: admission, generation, validation, no-op check, commit. */
export function finishUpdate(
  api: ClusterApi,
  { target, live, context }: Replacement,
  next: KubeObject,
): KubeObject {
  admitUpdate(api, { kind: target.kind, live, context }, next);
  countGeneration(target.kind, live, next);
  const causes = [
    ...finalizerCauses(live, next),
    ...validateUpdate({ kind: target.kind, subresource: target.subresource }, live, next),
  ];
  if (causes.length > 0) throw invalid(target.kind, target.name, causes);
  const resource = resourceName(target.kind);
  if (isReleased(target, next)) {
    return context.dryRun ? next : api.store.remove(resource, live, next);
  }
  if (sameButTimes(live, next)) return live;
  return context.dryRun ? next : api.store.commit(resource, live, next);
}

function checkPreconditions(target: Target, live: KubeObject, body: Json): void {
  const { uid, resourceVersion } = body.metadata ?? {};
  if (uid && uid !== live.metadata.uid) {
    throw conflict(
      target.kind,
      target.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion)
    throw conflict(target.kind, target.name);
}

function finalizerCauses(live: KubeObject, next: KubeObject) {
  if (!live.metadata.deletionTimestamp) return [];
  const added = (next.metadata.finalizers ?? []).filter(
    (finalizer) => !live.metadata.finalizers?.includes(finalizer),
  );
  if (added.length === 0) return [];
  const cause = forbiddenField(
    "metadata.finalizers",
    `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`,
  );
  // Checked for every kind and by the kind itself: an API server says it twice.
  return [cause, cause];
}

/** A deleting object that nothing holds any more: its last finalizer went, and its grace is over. */
function isReleased(target: Target, next: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = next.metadata;
  if (!deletionTimestamp || grace > 0 || listAt(next, "metadata.finalizers").length > 0) return false;
  return target.kind.kind !== "Namespace" || listAt(next, "spec.finalizers").length === 0;
}

/** Equal but for the times of managed fields: such a write changes nothing and wakes nobody. */
function sameButTimes(live: KubeObject, next: KubeObject): boolean {
  const timeless = (object: KubeObject) => ({
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: object.metadata.managedFields?.map((entry) => ({
        ...(entry as object),
        time: undefined,
      })),
    },
  });
  return equalJson(timeless(live), timeless(next));
}
