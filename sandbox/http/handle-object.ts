import { badRequest } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { groupVersion, type KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { createObject } from "@/sandbox/api/operations/create-object";
import { findObject } from "@/sandbox/api/operations/find";
import { patchObject } from "@/sandbox/api/operations/patch-object";
import { scaleOf, updateScale } from "@/sandbox/api/operations/scale";
import { updateObject } from "@/sandbox/api/operations/update-object";
import { type Exchange, readBody, writeContext } from "./exchange";
import { type KindRequest, targetOf } from "./kind-request";
import { checkVersion, listObjects } from "./list-objects";
import { type ExpectedBody, readObject } from "./read-object";
import { decodePatch } from "./read-patch";
import { methodNotAllowed, unknownResource } from "./refusals";
import { removeCollection, removeObject } from "./remove-object";
import type { ResourceRequest } from "./request-info";
import { sendObject } from "./send-object";

/** What a body of this kind must be. */
function bodyOf(kind: KindSpec): ExpectedBody {
  return { model: kind.model, kind: kind.kind, version: kind.version, apiVersion: groupVersion(kind) };
}

/** GET of one object, its status or its scale. */
function getObject(exchange: Exchange, ask: KindRequest): void {
  checkVersion(exchange);
  const object = findObject(exchange.api, targetOf(ask));
  sendObject(exchange, ask.kind, {
    code: 200,
    object: ask.request.subresource === "scale" ? scaleOf(object) : object,
  });
}

/** POST of a new object. */
async function postObject(exchange: Exchange, ask: KindRequest): Promise<void> {
  const { kind, request } = ask;
  if (kind.namespaced && request.namespace === undefined) throw methodNotAllowed();
  const body = await readObject(exchange, bodyOf(kind));
  checkNamespace(body, request);
  const target = { kind, namespace: request.namespace, name: body.metadata?.name ?? "" };
  const object = createObject(exchange.api, { target, context: writeContext(exchange) }, body);
  sendObject(exchange, kind, { code: 201, object });
}

/** PUT of an object, its status or its scale. An object that is missing is not created. */
async function putObject(exchange: Exchange, ask: KindRequest): Promise<void> {
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
      object: updateScale(exchange.api, { target, context: writeContext(exchange) }, scale),
    });
  }
  const body = await readObject(exchange, bodyOf(kind));
  checkNamespace(body, request);
  const name = body.metadata?.name;
  if (!name) throw badRequest("name must be provided");
  if (name !== request.name)
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${request.name})`);
  sendObject(exchange, kind, {
    code: 200,
    object: updateObject(exchange.api, { target, context: writeContext(exchange) }, body),
  });
}

/** PATCH of any type. */
async function sendPatched(exchange: Exchange, ask: KindRequest): Promise<void> {
  const patch = decodePatch(exchange, ask, await readBody(exchange.request));
  const { object, created } = patchObject(
    exchange.api,
    { target: targetOf(ask), context: writeContext(exchange) },
    patch,
  );
  sendObject(exchange, ask.kind, { code: created ? 201 : 200, object });
}

function checkNamespace(body: Json, request: ResourceRequest): void {
  const given = body.metadata?.namespace;
  if (given && request.namespace && given !== request.namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
}

const methods: Readonly<Record<string, { one?: Handler; many?: Handler }>> = {
  GET: { one: getObject, many: (exchange, ask) => listObjects(exchange, ask.request, ask.kind) },
  POST: { many: postObject },
  PUT: { one: putObject },
  PATCH: { one: sendPatched },
  DELETE: { one: removeObject, many: removeCollection },
};

type Handler = (exchange: Exchange, ask: KindRequest) => void | Promise<void>;

/** Chooses the handler of a stored kind by method. Throws 404 for unknown subresources, 405 for methods that make no sense. */
export function handleKind(exchange: Exchange, ask: KindRequest): void | Promise<void> {
  const { name, subresource } = ask.request;
  if (subresource !== undefined && !hasSubresource(ask)) throw unknownResource();
  const row = methods[exchange.request.method ?? ""];
  const handler = name === undefined ? row?.many : row?.one;
  if (!handler || (subresource !== undefined && exchange.request.method === "DELETE"))
    throw methodNotAllowed();
  return handler(exchange, ask);
}

function hasSubresource({ kind, request: { subresource } }: KindRequest): boolean {
  if (subresource === "status") return kind.status;
  if (subresource === "scale") return kind.scale;
  return subresource === "finalize" && kind.kind === "Namespace";
}
