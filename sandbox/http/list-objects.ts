import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { badRequest, failure, invalid } from "@/sandbox/api/errors";
import { groupVersion, type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { encodeItem } from "@/sandbox/store/encode-object";
import { type Exchange, sendJson, sendValue } from "./exchange";
import { ListPages, type Page } from "./list-pages";
import { negotiateShape } from "./negotiate";
import type { ResourceRequest } from "./request-info";
import { readSelection } from "./selection";
import { partialMetadata, renderTable } from "./table";

const pagesOf = new WeakMap<ClusterApi, ListPages>();

/** The page snapshots of a cluster. */
export function listPages(api: ClusterApi): ListPages {
  let pages = pagesOf.get(api);
  if (!pages) {
    pages = new ListPages();
    pagesOf.set(api, pages);
  }
  return pages;
}

/** Answers a list as objects, table or metadata. */
export function listObjects(exchange: Exchange, request: ResourceRequest, kind: KindSpec): void {
  checkVersion(exchange);
  const selection = readSelection(kind, request, exchange.query);
  const page = readPage(
    exchange,
    collect(exchange.api, request, kind).filter((object) => selection.matches(object)),
  );
  const metadata = {
    resourceVersion: page.version,
    ...(page.next ? { continue: page.next } : {}),
    ...(page.remaining && !selection.narrowed ? { remainingItemCount: page.remaining } : {}),
  };
  const shape = negotiateShape(exchange.request.headers.accept);
  if (shape === "table")
    return sendValue(exchange, 200, renderTable(exchange, kind, { objects: page.items, metadata }));
  if (shape === "partial") {
    const items = page.items.map(partialMetadata);
    return sendValue(exchange, 200, {
      kind: "PartialObjectMetadataList",
      apiVersion: "meta.k8s.io/v1",
      metadata,
      items,
    });
  }
  const head = JSON.stringify({ kind: `${kind.kind}List`, apiVersion: groupVersion(kind), metadata });
  sendJson(exchange, 200, `${head.slice(0, -1)},"items":[${page.items.map(encodeItem).join(",")}]}`);
}

function collect(api: ClusterApi, request: ResourceRequest, kind: KindSpec): KubeObject[] {
  return api.store.collection(resourceName(kind)).list(kind.namespaced ? request.namespace : undefined);
}

function readPage({ api, query }: Exchange, items: readonly KubeObject[]): Page {
  const limit = Number(query.get("limit") ?? 0);
  if (!Number.isInteger(limit))
    throw badRequest(`strconv.ParseInt: parsing "${query.get("limit")}": invalid syntax`);
  const list = { version: String(api.store.version), limit, now: api.clock.now() };
  const token = query.get("continue");
  return token ? listPages(api).resume(token, { ...list, items }) : listPages(api).start(items, list);
}

/** A version that the cluster has not reached yet is answered with 504; its match rule must make sense. */
export function checkVersion({ api, query }: Exchange): void {
  const version = query.get("resourceVersion") ?? "";
  const match = query.get("resourceVersionMatch");
  if (match && !version) {
    throw invalid({ group: "meta.k8s.io", kind: "ListOptions" }, "", [
      {
        reason: "FieldValueForbidden",
        message: "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
        field: "resourceVersionMatch",
      },
    ]);
  }
  if (version === "" || version === "0") return;
  if (!/^\d+$/.test(version))
    throw badRequest(`invalid resource version: strconv.ParseUint: parsing "${version}": invalid syntax`);
  if (Number(version) > api.store.version) throw versionTooLarge(version, api.store.version);
}

function versionTooLarge(wanted: string, current: number): Error {
  const message = "Too large resource version";
  return failure({
    code: 504,
    reason: "Timeout",
    message: `${message}: ${wanted}, current: ${current}`,
    details: { causes: [{ reason: "ResourceVersionTooLarge", message }], retryAfterSeconds: 1 },
  });
}
