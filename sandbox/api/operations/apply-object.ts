import { applyFields, type FieldApplyResult } from "@/sandbox/api/apply/apply-fields";
import { formatEntries, storedEntries } from "@/sandbox/api/apply/managed-entries";
import { ownable, setRows } from "@/sandbox/api/apply/track-fields";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { decodeObject } from "@/sandbox/api/decode/decode-object";
import { defaultObject } from "@/sandbox/api/defaults/default-object";
import { badRequest, conflict, failure, notFound } from "@/sandbox/api/errors";
import { cloneJson, type Json } from "@/sandbox/api/json";
import { groupVersion, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { rootType } from "@/sandbox/api/schema/schema";
import { kubeTime } from "@/sandbox/api/time";
import type { Target, Write } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { finishCreate } from "./create-object";
import type { PatchRequest, PatchResult } from "./patch-request";
import { prepareUpdate } from "./prepare";
import { finishUpdate } from "./update-object";

/** Server-side apply; creates the object when it is missing. Throws `ApiError` for every refusal. */
export function applyObject(api: ClusterApi, write: Write, patch: PatchRequest): PatchResult {
  const { target } = write;
  const config = readConfig(target, patch.body);
  const claimed = appliedPart(target, readConfig(target, patch.body, true));
  const live = api.store.get(resourceName(target.kind), target.namespace, target.name);
  checkIdentity(target, live, config);
  const applied = appliedPart(target, config);
  if (!live) {
    if (target.subresource) throw notFound(target.kind, target.name);
    return { object: createByApply(api, write, { applied, claimed }), created: true };
  }
  const result = runApply(api, write, { live, applied, claimed, force: patch.force === true });
  const next = prepareUpdate(target, live, cloneJson(laidOver(live, result.object)));
  defaultObject(target.kind, next);
  setRows(next, formatEntries(result.entries));
  return { object: finishUpdate(api, { ...write, live }, next), created: false };
}

/** The whole object again: what is not ownable comes from the live one. */
function laidOver(live: KubeObject, object: Json): Json {
  const { apiVersion, kind, metadata } = live;
  return {
    ...object,
    apiVersion,
    kind,
    metadata: { ...metadata, ...emptied(object.metadata), ...object.metadata },
  };
}

/** Owned metadata that an apply may have dropped; absent members must not come back from the live object. */
function emptied(metadata: Json): Json {
  const members = ["labels", "annotations", "finalizers", "ownerReferences"];
  return Object.fromEntries(
    members.filter((member) => metadata?.[member] === undefined).map((member) => [member, undefined]),
  );
}

interface FieldState {
  live: KubeObject | undefined;
  applied: Json;
  /** The configuration with its empty maps: it owns them, although no object stores them. */
  claimed: Json;
  force: boolean;
}

function runApply(
  api: ClusterApi,
  { target, context }: Write,
  { live, applied, claimed, force }: FieldState,
): FieldApplyResult {
  const { kind, subresource = "" } = target;
  return applyFields({
    type: rootType(kind.model),
    identity: {
      manager: context.fieldManager,
      operation: "Apply",
      apiVersion: groupVersion(kind),
      subresource,
    },
    live: live ? ownable(live) : {},
    applied,
    claimed,
    entries: storedEntries(live?.metadata.managedFields),
    force,
    now: kubeTime(api.clock.now()),
  });
}

function createByApply(
  api: ClusterApi,
  write: Write,
  config: Pick<FieldState, "applied" | "claimed">,
): KubeObject {
  const { kind, namespace, name } = write.target;
  const result = runApply(api, write, { live: undefined, ...config, force: true });
  const place = kind.namespaced && namespace ? { namespace } : {};
  const metadata = { name, ...place, ...result.object.metadata };
  const object: KubeObject = cloneJson({
    ...result.object,
    apiVersion: groupVersion(kind),
    kind: kind.kind,
    metadata,
  });
  defaultObject(kind, object);
  setRows(object, formatEntries(result.entries));
  return finishCreate(api, write, object);
}

/** Decodes the configuration; a field outside the schema is an internal error, as on a real server. */
function readConfig(target: Target, body: Json, keepsEmpty = false): Json {
  const { kind } = target;
  checkPlace(target, body.metadata ?? {});
  const model = target.subresource === "scale" ? "V1Scale" : kind.model;
  const { object, unknown } = decodeObject(
    { model, kind: kind.kind, version: kind.version },
    body,
    keepsEmpty,
  );
  const [first] = unknown;
  if (first !== undefined) throw undeclared(target, first);
  return object;
}

function checkPlace({ kind, namespace, name }: Target, metadata: Json): void {
  if (metadata.managedFields?.length) throw badRequest("metadata.managedFields must be nil");
  const otherName = metadata.name && metadata.name !== name;
  if (otherName)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  const otherNamespace = kind.namespaced && metadata.namespace && metadata.namespace !== namespace;
  if (otherNamespace)
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
}

function undeclared({ kind, namespace, name }: Target, unknown: string): Error {
  const path = /"(.*)"/.exec(unknown)?.[1] ?? "";
  const place = `${namespace ? `${namespace}/` : ""}${name}; ${groupVersion(kind)}, Kind=${kind.kind}`;
  const message = `failed to create typed patch object (${place}): .${path}: field not declared in schema`;
  return failure({ code: 500, reason: "", message });
}

function checkIdentity(target: Target, live: KubeObject | undefined, config: Json): void {
  const { uid, resourceVersion } = config.metadata ?? {};
  const actual = live?.metadata;
  if (uid && uid !== actual?.uid) {
    const found = actual ? `and actual object's uid: ${actual.uid}` : "and no existing object was found";
    throw conflict(
      target.kind,
      target.name,
      `uid mismatch: the provided object specified uid ${uid}, ${found}`,
    );
  }
  const stale = resourceVersion && actual && resourceVersion !== actual.resourceVersion;
  if (stale) throw conflict(target.kind, target.name);
}

/** What this door lets through: the main resource no status, `/status` only that, `/scale` only the replicas. */
function appliedPart(target: Target, config: Json): Json {
  if (target.subresource === "scale") return { spec: { replicas: config.spec?.replicas ?? 0 } };
  if (target.subresource === "status") return config.status === undefined ? {} : { status: config.status };
  const part = ownable(config);
  if (target.kind.status) delete part.status;
  if (Object.keys(part.metadata).length === 0) delete part.metadata;
  return part;
}
