import { applyFields } from "@/sandbox/api/apply/apply-fields";
import { formatEntries, parseEntries } from "@/sandbox/api/apply/managed-entries";
import { ownable, setRows } from "@/sandbox/api/apply/track-fields";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { decodeObject } from "@/sandbox/api/decode/decode-object";
import { defaultObject } from "@/sandbox/api/defaults/default-object";
import { badRequest, conflict, failure, notFound } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { groupVersion, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { rootType } from "@/sandbox/api/schema/schema";
import { kubeTime } from "@/sandbox/api/time";
import type { Target, WriteContext } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { finishCreate } from "./create-object";
import type { PatchRequest } from "./patch-object";
import { prepareUpdate } from "./prepare";
import { finishUpdate } from "./update-object";

/** Server-side apply; creates the object when it is missing. Throws `ApiError` for every refusal. */
export function applyObject(
  api: ClusterApi,
  target: Target,
  patch: PatchRequest,
  context: WriteContext,
): { object: KubeObject; created: boolean } {
  const config = readConfig(target, patch.body);
  const live = api.store.get(resourceName(target.kind), target.namespace, target.name);
  checkIdentity(target, live, config);
  const part = appliedPart(target, config);
  if (!live) {
    if (target.subresource) throw notFound(target.kind, target.name);
    return { object: createByApply(api, target, part, context), created: true };
  }
  const result = runApply(
    api,
    { target, live: ownable(live), rows: live.metadata.managedFields, force: patch.force === true },
    { part, context },
  );
  const body = {
    ...result.object,
    metadata: { ...live.metadata, ...emptied(result.object.metadata), ...result.object.metadata },
  };
  const next = prepareUpdate(target, live, { ...body, apiVersion: live.apiVersion, kind: live.kind });
  defaultObject(target.kind, next);
  setRows(next, formatEntries(result.entries));
  return { object: finishUpdate(api, { target, live, context }, next), created: false };
}

/** Owned metadata that an apply may have dropped; absent members must not come back from the live object. */
function emptied(metadata: Json): Json {
  const members = ["labels", "annotations", "finalizers", "ownerReferences"];
  return Object.fromEntries(
    members.filter((member) => metadata?.[member] === undefined).map((member) => [member, undefined]),
  );
}

function runApply(
  api: ClusterApi,
  state: { target: Target; live: Json; rows: Json; force: boolean },
  { part, context }: { part: Json; context: WriteContext },
) {
  const { kind, subresource } = state.target;
  return applyFields({
    type: rootType(kind.model),
    identity: {
      manager: context.fieldManager,
      operation: "Apply",
      apiVersion: groupVersion(kind),
      subresource: subresource ?? "",
    },
    live: state.live,
    applied: part,
    entries: parseEntries(state.rows) ?? [],
    force: state.force,
    now: kubeTime(api.clock.now()),
  });
}

function createByApply(api: ClusterApi, target: Target, part: Json, context: WriteContext): KubeObject {
  const { kind, namespace, name } = target;
  const result = runApply(api, { target, live: {}, rows: undefined, force: true }, { part, context });
  const metadata = {
    name,
    ...(kind.namespaced && namespace ? { namespace } : {}),
    ...result.object.metadata,
  };
  const object = {
    ...result.object,
    apiVersion: groupVersion(kind),
    kind: kind.kind,
    metadata,
  } as KubeObject;
  defaultObject(kind, object);
  setRows(object, formatEntries(result.entries));
  return finishCreate(api, target, object, context);
}

/** Decodes the configuration; a field outside the schema is an internal error, as on a real server. */
function readConfig(target: Target, body: Json): Json {
  const { kind, namespace, name } = target;
  if (body.metadata?.managedFields?.length) throw badRequest("metadata.managedFields must be nil");
  const given = body.metadata?.name;
  if (given && given !== name)
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  if (body.metadata?.namespace && kind.namespaced && body.metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  const model = target.subresource === "scale" ? "V1Scale" : kind.model;
  const { object, unknown } = decodeObject({ model, kind: kind.kind, version: kind.version }, body);
  const [first] = unknown;
  if (first === undefined) return object;
  const path = /"(.*)"/.exec(first)?.[1] ?? "";
  const place = `${namespace ? `${namespace}/` : ""}${name}; ${groupVersion(kind)}, Kind=${kind.kind}`;
  const error = failure({
    code: 500,
    reason: "",
    message: `failed to create typed patch object (${place}): .${path}: field not declared in schema`,
  });
  throw error;
}

function checkIdentity(target: Target, live: KubeObject | undefined, config: Json): void {
  const { uid, resourceVersion } = config.metadata ?? {};
  if (uid && uid !== live?.metadata.uid) {
    const found = live ? `and actual object's uid: ${live.metadata.uid}` : "and no existing object was found";
    throw conflict(
      target.kind,
      target.name,
      `uid mismatch: the provided object specified uid ${uid}, ${found}`,
    );
  }
  if (resourceVersion && live && resourceVersion !== live.metadata.resourceVersion)
    throw conflict(target.kind, target.name);
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
