import { admitCreate } from "@/sandbox/api/admission/admit-create";
import { admitQuota } from "@/sandbox/api/admission/quota-admission";
import { trackCreate } from "@/sandbox/api/apply/track-fields";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { defaultObject } from "@/sandbox/api/defaults/default-object";
import { alreadyExists, failure, invalid } from "@/sandbox/api/errors";
import { cloneJson, type Json } from "@/sandbox/api/json";
import { groupVersion, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { kubeTime } from "@/sandbox/api/time";
import { validateCreate } from "@/sandbox/api/validation/validate-object";
import type { Target, Write } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { prepareCreate } from "./prepare";

/** How often a generated name is drawn again before the clash is reported. */
const nameTries = 8;

/**
 * Creates an object through the whole pipeline: defaults, field tracking, admission, validation, commit.
 * With a dry run everything but the commit happens. Throws `ApiError` for every refusal.
 */
export function createObject(api: ClusterApi, write: Write, body: Json): KubeObject {
  const { target, context } = write;
  const object = shaped(target, body);
  prepareCreate(target.kind, object);
  defaultObject(target.kind, object);
  trackCreate(api, { kind: target.kind, manager: context.fieldManager }, object);
  return finishCreate(api, write, object);
}

/** The last part of a creation, shared with server-side apply: ids, admission, validation, commit. */
export function finishCreate(api: ClusterApi, { target, context }: Write, object: KubeObject): KubeObject {
  const { kind } = target;
  nameObject(api, target, object);
  const meta = object.metadata;
  meta.uid = api.ids.uid();
  meta.creationTimestamp = kubeTime(api.clock.now());
  if (kind.hasGeneration) meta.generation = 1;
  const exists = api.store.get(resourceName(kind), meta.namespace, meta.name) !== undefined;
  if (exists && !meta.generateName) throw alreadyExists(kind, meta.name);
  admitCreate(api, kind, object);
  const causes = validateCreate(kind, object);
  if (causes.length > 0) throw invalid(kind, meta.name, causes);
  if (exists) throw nameClash(target, meta.name);
  admitQuota(api, kind, object);
  if (context.dryRun) return object;
  return api.store.commit(resourceName(kind), undefined, object);
}

function shaped(target: Target, body: Json): KubeObject {
  const { kind } = target;
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = cloneJson(body);
  const meta = { ...metadata };
  for (const field of [
    "resourceVersion",
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "selfLink",
  ]) {
    delete meta[field];
  }
  if (kind.namespaced) meta.namespace = target.namespace;
  else delete meta.namespace;
  if (target.name) meta.name = target.name;
  return { apiVersion: groupVersion(kind), kind: kind.kind, metadata: meta, ...rest };
}

function nameObject(api: ClusterApi, target: Target, object: KubeObject): void {
  const meta = object.metadata;
  if (meta.name || !meta.generateName) return;
  const base = meta.generateName.slice(0, 58);
  for (let tries = 0; tries < nameTries; tries += 1) {
    meta.name = `${base}${api.ids.suffix(5)}`;
    if (!api.store.get(resourceName(target.kind), meta.namespace, meta.name)) return;
  }
}

function nameClash(target: Target, name: string): Error {
  const clash = alreadyExists(target.kind, name).status;
  return failure({
    code: 409,
    reason: "AlreadyExists",
    message: `${clash.message}, the server was not able to generate a unique name for the object`,
    details: { ...(clash["details"] as object), retryAfterSeconds: 1 },
  });
}
