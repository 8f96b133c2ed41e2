import { badRequest } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { groupVersion, type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { createObject } from "@/sandbox/api/operations/create-object";
import { type DeleteOptions, type DeleteResult, deleteObject } from "@/sandbox/api/operations/delete-object";
import { findObject } from "@/sandbox/api/operations/find";
import { patchObject } from "@/sandbox/api/operations/patch-object";
import { scaleOf, updateScale } from "@/sandbox/api/operations/scale";
import { updateObject } from "@/sandbox/api/operations/update-object";
import type { Target } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { encodeObject } from "./encode";
import { type Exchange, readBody, sendJson, sendValue, writeContext } from "./exchange";
import { checkVersion, listObjects } from "./list-objects";
import { negotiateShape } from "./negotiate";
import { readLoose } from "./read-loose";
import { readObject } from "./read-object";
import { decodePatch } from "./read-patch";
import { methodNotAllowed, unknownResource } from "./refusals";
import type { ResourceRequest } from "./request-info";
import { readSelection } from "./selection";
import { partialMetadata, renderTable } from "./table";

/** A request on a stored kind. */
export interface KindRequest {
  request: ResourceRequest;
  kind: KindSpec;
}

function targetOf({ request, kind }: KindRequest): Target {
  return {
    kind,
    namespace: request.namespace,
    name: request.name ?? "",
    subresource: request.subresource as Target["subresource"],
  };
}

/** Sends one object in the shape the client asked for. */
function sendObject(exchange: Exchange, kind: KindSpec, answer: { code: number; object: KubeObject }): void {
  const shape = negotiateShape(exchange.request.headers.accept);
  const { code, object } = answer;
  if (shape === "table" && object.kind === kind.kind) {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return sendValue(exchange, code, renderTable(exchange, kind, { objects: [object], metadata }));
  }
  if (shape === "partial") return sendValue(exchange, code, partialMetadata(object));
  sendJson(exchange, code, encodeObject(object));
}

/** GET of one object, its status or its scale. */
export function getObject(exchange: Exchange, ask: KindRequest): void {
  checkVersion(exchange);
  const object = findObject(exchange.api, targetOf(ask));
  sendObject(exchange, ask.kind, {
    code: 200,
    object: ask.request.subresource === "scale" ? scaleOf(object) : object,
  });
}

/** POST of a new object. */
export async function postObject(exchange: Exchange, ask: KindRequest): Promise<void> {
  const { kind, request } = ask;
  if (kind.namespaced && request.namespace === undefined) throw methodNotAllowed();
  const body = await readObject(exchange, {
    model: kind.model,
    kind: kind.kind,
    version: kind.version,
    apiVersion: groupVersion(kind),
  });
  checkNamespace(body, request);
  const object = createObject(
    exchange.api,
    { kind, namespace: request.namespace, name: body.metadata?.name ?? "" },
    body,
    writeContext(exchange),
  );
  sendObject(exchange, kind, { code: 201, object });
}

/** PUT of an object, its status or its scale. An object that is missing is not created. */
export async function putObject(exchange: Exchange, ask: KindRequest): Promise<void> {
  const { kind, request } = ask;
  const target = targetOf(ask);
  if (request.subresource === "scale") {
    const scale = await readObject(exchange, {
      model: "V1Scale",
      kind: "Scale",
      version: "v1",
      apiVersion: "autoscaling/v1",
    });
    return sendObject(exchange, kind, {
      code: 200,
      object: updateScale(exchange.api, target, scale, writeContext(exchange)),
    });
  }
  const body = await readObject(exchange, {
    model: kind.model,
    kind: kind.kind,
    version: kind.version,
    apiVersion: groupVersion(kind),
  });
  checkNamespace(body, request);
  const name = body.metadata?.name;
  if (!name) throw badRequest("name must be provided");
  if (name !== request.name)
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${request.name})`);
  sendObject(exchange, kind, {
    code: 200,
    object: updateObject(exchange.api, target, body, writeContext(exchange)),
  });
}

/** PATCH of any type. */
export async function sendPatched(exchange: Exchange, ask: KindRequest): Promise<void> {
  const patch = decodePatch(exchange, ask, await readBody(exchange.request));
  const { object, created } = patchObject(exchange.api, targetOf(ask), patch, writeContext(exchange));
  sendObject(exchange, ask.kind, { code: created ? 201 : 200, object });
}

function checkNamespace(body: Json, request: ResourceRequest): void {
  const given = body.metadata?.namespace;
  if (given && request.namespace && given !== request.namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
}

/** Delete options from body and query. */
export async function readDeleteOptions(exchange: Exchange): Promise<DeleteOptions> {
  const hasBody =
    Number(exchange.request.headers["content-length"] ?? 0) > 0 ||
    exchange.request.headers["transfer-encoding"] !== undefined;
  const body: Json = hasBody ? await readLoose(exchange, "DeleteOptions") : {};
  const { query } = exchange;
  if (body.dryRun?.includes("All")) query.append("dryRun", "All");
  const seconds = query.get("gracePeriodSeconds");
  return {
    gracePeriodSeconds: body.gracePeriodSeconds ?? (seconds === null ? undefined : Number(seconds)),
    propagationPolicy: body.propagationPolicy ?? query.get("propagationPolicy") ?? undefined,
    orphanDependents:
      body.orphanDependents ??
      (query.has("orphanDependents") ? query.get("orphanDependents") === "true" : undefined),
    preconditions: body.preconditions,
  };
}

/** DELETE of one object. */
export async function removeObject(exchange: Exchange, ask: KindRequest): Promise<void> {
  const options = await readDeleteOptions(exchange);
  if (
    ask.kind.orphansByDefault &&
    options.propagationPolicy === undefined &&
    options.orphanDependents === undefined
  ) {
    exchange.warnings.push(
      "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning",
    );
  }
  const result = deleteObject(exchange.api, targetOf(ask), options, writeContext(exchange));
  sendDeleted(exchange, ask.kind, result);
}

function sendDeleted(exchange: Exchange, kind: KindSpec, { object, gone }: DeleteResult): void {
  if (!gone || kind.returnsDeleted) return sendObject(exchange, kind, { code: 200, object });
  const { name, uid } = object.metadata;
  const details = { name, ...(kind.group ? { group: kind.group } : {}), kind: kind.plural, uid };
  sendValue(exchange, 200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
}

/** DELETE of a collection: every selected object under the same options; answers with what was there. */
export async function removeCollection(exchange: Exchange, { request, kind }: KindRequest): Promise<void> {
  const options = await readDeleteOptions(exchange);
  const selection = readSelection(kind, request, exchange.query);
  const doomed = exchange.api.store
    .collection(resourceName(kind))
    .list(request.namespace)
    .filter((object) => selection.matches(object));
  for (const { metadata } of doomed) {
    deleteObject(
      exchange.api,
      { kind, namespace: metadata.namespace, name: metadata.name },
      options,
      writeContext(exchange),
    );
  }
  const metadata = { resourceVersion: String(exchange.api.store.version) };
  sendValue(exchange, 200, {
    kind: `${kind.kind}List`,
    apiVersion: groupVersion(kind),
    metadata,
    items: doomed,
  });
}

/** Chooses the handler of a stored kind by method. Throws 405 for methods that make no sense. */
export function handleKind(exchange: Exchange, ask: KindRequest): void | Promise<void> {
  const { request } = ask;
  const named = request.name !== undefined;
  if (request.subresource !== undefined && !hasSubresource(ask)) throw unknownResource();
  switch (exchange.request.method) {
    case "GET":
      return named ? getObject(exchange, ask) : listObjects(exchange, request, ask.kind);
    case "POST":
      if (named) throw methodNotAllowed();
      return postObject(exchange, ask);
    case "PUT":
      if (!named) throw methodNotAllowed();
      return putObject(exchange, ask);
    case "PATCH":
      if (!named) throw methodNotAllowed();
      return sendPatched(exchange, ask);
    case "DELETE":
      if (request.subresource !== undefined) throw methodNotAllowed();
      return named ? removeObject(exchange, ask) : removeCollection(exchange, ask);
    default:
      throw methodNotAllowed();
  }
}

function hasSubresource({ kind, request: { subresource } }: KindRequest): boolean {
  if (subresource === "status") return kind.status;
  if (subresource === "scale") return kind.scale;
  return subresource === "finalize" && kind.kind === "Namespace";
}
