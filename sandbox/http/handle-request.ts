import { type AccessRequest, isAllowed } from "@/sandbox/api/access/authorize";
import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { aggregatedDiscovery, coreVersions, groupDocument, groupList, resourceList } from "./discovery";
import { type Exchange, sendJson, sendText, sendValue } from "./exchange";
import { handleKind } from "./handle-object";
import { specialHandler } from "./handle-special";
import { sendMetrics } from "./metrics";
import type { OpenWatches } from "./open-watches";
import { openapiDocument, openapiIndex } from "./openapi";
import { denied, deniedPath, methodNotAllowed, unknownResource } from "./refusals";
import { type ResourceRequest, splitApiPath } from "./request-info";
import { answerReview } from "./reviews";
import { versionDocument } from "./version-document";
import { watchObjects } from "./watch-objects";

const writeVerbs: Readonly<Record<string, string>> = { POST: "create", PUT: "update", PATCH: "patch" };

/** The verb of access control for a request. */
export function verbOf(
  { request: { method = "GET" }, query }: Pick<Exchange, "request" | "query">,
  request: ResourceRequest | undefined,
): string {
  if (!request) return method.toLowerCase();
  const named = request.name !== undefined;
  if (method === "DELETE") return named ? "delete" : "deletecollection";
  if (method !== "GET" && method !== "HEAD") return writeVerbs[method] ?? method.toLowerCase();
  if (isWatch(query)) return "watch";
  return named ? "get" : "list";
}

function isWatch(query: URLSearchParams): boolean {
  const value = query.get("watch");
  return value === "true" || value === "1";
}

/** Answers a request on a resource. Throws the refusal otherwise. */
export async function handleResource(
  exchange: Exchange,
  request: ResourceRequest,
  watches: OpenWatches,
): Promise<void> {
  const verb = verbOf(exchange, request);
  if (!isAllowed(exchange.api, exchange.user, accessOf(verb, request)))
    throw denied(exchange.user, verb, request);
  if (await answerReview(exchange, request)) return;
  if (request.apiVersion === "metrics.k8s.io/v1beta1" && exchange.request.method === "GET")
    return sendMetrics(exchange, request);
  const special = specialHandler(exchange, request);
  if (special) return special;
  const kind = servedKind(request);
  if (kind.kind === "Endpoints") exchange.warnings.push(endpointsWarning);
  if (verb === "watch") return watchObjects(exchange, request, { kind, watches });
  return handleKind(exchange, { request, kind });
}

const endpointsWarning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";

/** The kind behind a path. Throws 404 when there is none, or not at that scope. */
function servedKind({ kind, namespace, name }: ResourceRequest): KindSpec {
  if (!kind) throw unknownResource();
  const misplaced = kind.namespaced ? namespace === undefined && name !== undefined : namespace !== undefined;
  if (misplaced) throw unknownResource();
  return kind;
}

function accessOf(verb: string, request: ResourceRequest): AccessRequest {
  const { group, resource, subresource, name, namespace } = request;
  return { verb, group, resource, ...(subresource === undefined ? {} : { subresource }), name, namespace };
}

/** Answers everything that is no resource: version, health, discovery, schema documents. */
export function handlePath(exchange: Exchange): void {
  const { path, user, api, request } = exchange;
  const verb = (request.method ?? "GET").toLowerCase();
  if (!isAllowed(api, user, { verb, path })) throw deniedPath(user, verb, path);
  const bare = path.length > 1 ? path.replace(/\/+$/, "") : path;
  if (answerDiscovery(exchange, bare) || answerSchema(exchange, bare)) return;
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(bare))
    return sendText(exchange, 200, { text: healthText(exchange, bare), type: "text/plain; charset=utf-8" });
  if (bare === "/version") return sendValue(exchange, 200, versionDocument(api.gitVersion));
  if (bare === "/")
    return sendValue(exchange, 200, {
      paths: ["/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"],
    });
  if (splitApiPath(bare)) throw unknownResource();
  sendText(exchange, 404, { text: "404 page not found\n", type: "text/plain; charset=utf-8" });
}

function healthText({ query }: Exchange, path: string): string {
  return query.has("verbose") ? `[+]ping ok\n[+]store ok\n${path.slice(1)} check passed\n` : "ok";
}

function answerDiscovery(exchange: Exchange, path: string): boolean {
  if (path === "/api" || path === "/apis") {
    requireGet(exchange);
    sendGroups(exchange, path === "/api");
    return true;
  }
  const document = listDocument(path) ?? groupDocument(/^\/apis\/([^/]+)$/.exec(path)?.[1] ?? "");
  if (document) sendValue(exchange, 200, document);
  return document !== undefined;
}

function listDocument(path: string): Json {
  const split = splitApiPath(path);
  return split?.segments.length === 0 ? resourceList(split.apiVersion) : undefined;
}

function sendGroups(exchange: Exchange, core: boolean): void {
  if (wantsAggregated(exchange)) {
    const type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    return sendText(exchange, 200, { text: JSON.stringify(aggregatedDiscovery(core)), type });
  }
  sendValue(exchange, 200, core ? coreVersions(exchange.request.headers.host ?? "") : groupList());
}

function requireGet({ request }: Exchange): void {
  if (request.method !== "GET" && request.method !== "HEAD") throw methodNotAllowed();
}

function wantsAggregated({ request }: Exchange): boolean {
  return /g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList/.test(
    (request.headers.accept ?? "").replaceAll(" ", ""),
  );
}

function answerSchema(exchange: Exchange, path: string): boolean {
  if (path === "/openapi/v3") {
    sendValue(exchange, 200, openapiIndex());
    return true;
  }
  if (!path.startsWith("/openapi/v3/")) return false;
  const text = openapiDocument(path.slice("/openapi/v3/".length));
  if (text === undefined) return false;
  sendJson(exchange, 200, text);
  return true;
}
