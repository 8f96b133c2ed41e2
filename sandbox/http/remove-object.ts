import type { Json } from "@/sandbox/api/json";
import { groupVersion, type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { type DeleteOptions, type DeleteResult, deleteObject } from "@/sandbox/api/operations/delete-object";
import { type Exchange, sendValue, writeContext } from "./exchange";
import { type KindRequest, targetOf } from "./kind-request";
import { readLoose } from "./read-loose";
import { readSelection } from "./selection";
import { sendObject } from "./send-object";

const orphanWarning =
  "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

/** Delete options from body and query; the body decides where both speak. */
async function readDeleteOptions(exchange: Exchange): Promise<DeleteOptions> {
  const { headers } = exchange.request;
  const hasBody = Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined;
  const body: Json = hasBody ? await readLoose(exchange, "DeleteOptions") : {};
  if (body.dryRun?.includes("All")) exchange.query.append("dryRun", "All");
  return { ...queryOptions(exchange.query), ...bodyOptions(body) };
}

function queryOptions(query: URLSearchParams): DeleteOptions {
  const options: DeleteOptions = {};
  const policy = query.get("propagationPolicy");
  if (query.has("gracePeriodSeconds")) options.gracePeriodSeconds = Number(query.get("gracePeriodSeconds"));
  if (policy) options.propagationPolicy = policy as DeleteOptions["propagationPolicy"];
  if (query.has("orphanDependents")) options.orphanDependents = query.get("orphanDependents") === "true";
  return options;
}

const optionNames = ["gracePeriodSeconds", "propagationPolicy", "orphanDependents", "preconditions"];

function bodyOptions(body: Json): DeleteOptions {
  const given = optionNames.filter((name) => body[name] !== undefined && body[name] !== null);
  return Object.fromEntries(given.map((name) => [name, body[name]]));
}

/** DELETE of one object. */
export async function removeObject(exchange: Exchange, ask: KindRequest): Promise<void> {
  const options = await readDeleteOptions(exchange);
  const unsaid = options.propagationPolicy === undefined && options.orphanDependents === undefined;
  if (ask.kind.orphansByDefault && unsaid) exchange.warnings.push(orphanWarning);
  const result = deleteObject(
    exchange.api,
    { target: targetOf(ask), context: writeContext(exchange) },
    options,
  );
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
  const { api } = exchange;
  const options = await readDeleteOptions(exchange);
  const selection = readSelection(kind, request, exchange.query);
  const doomed = api.store
    .collection(resourceName(kind))
    .list(request.namespace)
    .filter((object) => selection.matches(object));
  const context = writeContext(exchange);
  for (const { metadata } of doomed) {
    const target = { kind, namespace: metadata.namespace, name: metadata.name };
    deleteObject(api, { target, context }, options);
  }
  const metadata = { resourceVersion: String(api.store.version) };
  sendValue(exchange, 200, {
    kind: `${kind.kind}List`,
    apiVersion: groupVersion(kind),
    metadata,
    items: doomed,
  });
}
