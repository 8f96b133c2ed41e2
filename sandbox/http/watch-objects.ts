import { failure, invalid } from "@/sandbox/api/errors";
import { groupVersion, type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { encodeObject } from "@/sandbox/store/encode-object";
import type { CommittedEvent } from "@/sandbox/store/watch-ring";
import type { Exchange } from "./exchange";
import { negotiateShape } from "./negotiate";
import type { OpenWatches } from "./open-watches";
import type { ResourceRequest } from "./request-info";
import { readSelection, type Selection } from "./selection";
import { partialMetadata, renderTable } from "./table";

/** Bytes that may wait in a slow socket before the watch is ended; the client lists again. */
const backlogLimit = 8 * 1024 * 1024;
/** Milliseconds between bookmarks, as on a real server. */
const bookmarkEveryMs = 60_000;

interface Stream {
  exchange: Exchange;
  kind: KindSpec;
  selection: Selection;
  /** Turns an object into the JSON text that the client negotiated. */
  encode: (object: KubeObject) => string;
}

/** Answers a watch with newline-delimited events until the client leaves, the time is over or it is cut. */
export function watchObjects(
  exchange: Exchange,
  request: ResourceRequest,
  context: { kind: KindSpec; watches: OpenWatches },
): void {
  const { kind, watches } = context;
  const { query, api } = exchange;
  checkOptions(query);
  const selection = readSelection(kind, request, query);
  const stream: Stream = { exchange, kind, selection, encode: encoderFor(exchange, kind) };
  exchange.response.writeHead(200, {
    "Content-Type": "application/json",
    "Cache-Control": "no-cache, private",
    "Transfer-Encoding": "chunked",
  });
  exchange.response.flushHeaders();
  const { ring } = api.store.collection(resourceName(kind));
  const { present, version } = startOf(query);
  const missed = present || version === undefined ? [] : ring.after(Number(version));
  if (missed === undefined || watches.expireNext()) return endAsExpired(stream, version ?? "", ring.floor);
  if (present) sendInitial(stream);
  for (const event of missed) sendEvent(stream, event);
  follow(stream, watches);
}

/** Where a watch begins: with the objects of the present, after a version, or (neither) just now. */
function startOf(query: URLSearchParams): { present: boolean; version: string | undefined } {
  const given = query.get("resourceVersion") ?? "";
  const version = given === "" || given === "0" ? undefined : given;
  const initial = query.get("sendInitialEvents");
  return { present: initial === "true" || (version === undefined && initial !== "false"), version };
}

function follow(stream: Stream, watches: OpenWatches): void {
  const { exchange, kind } = stream;
  const { api, query, response } = exchange;
  const subscribers = api.store.collection(resourceName(kind)).subscribers;
  // Changes committed before this moment were sent from the ring; their announcements may still be under way.
  const from = api.store.version;
  const listener = (event: CommittedEvent) => {
    if (event.version > from) sendEvent(stream, event);
  };
  subscribers.add(listener);
  const bookmarks = query.get("allowWatchBookmarks") === "true" || query.get("allowWatchBookmarks") === "1";
  const stopBookmarks = bookmarks ? api.clock.every(bookmarkEveryMs, () => sendBookmark(stream)) : () => {};
  const stopTimer = api.clock.after(timeoutMs(query), () => {
    if (bookmarks) sendBookmark(stream);
    response.end();
  });
  const leave = watches.add(kind, response);
  response.once("close", () => {
    subscribers.delete(listener);
    stopBookmarks();
    stopTimer();
    leave();
  });
}

/** Half an hour to an hour by default, spread so that watches do not all end together. */
function timeoutMs(query: URLSearchParams): number {
  const seconds = Number(query.get("timeoutSeconds") ?? 0);
  return seconds > 0 ? seconds * 1000 : 1_800_000 + Math.floor(Math.random() * 1_800_000);
}

function checkOptions(query: URLSearchParams): void {
  if (!query.has("sendInitialEvents")) return;
  const match = query.get("resourceVersionMatch");
  if (match === "NotOlderThan") return;
  const message = match
    ? `Unsupported value: ${JSON.stringify(match)}: supported values: "NotOlderThan"`
    : "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
  const reason = match ? "FieldValueNotSupported" : "FieldValueForbidden";
  throw invalid({ group: "meta.k8s.io", kind: "ListOptions" }, "", [
    { reason, message, field: "resourceVersionMatch" },
  ]);
}

function encoderFor(exchange: Exchange, kind: KindSpec): (object: KubeObject) => string {
  const shape = negotiateShape(exchange.request.headers.accept);
  if (shape === "partial") return (object) => JSON.stringify(partialMetadata(object));
  if (shape !== "table") return encodeObject;
  let first = true;
  return (object) => {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    const table = renderTable(exchange, kind, { objects: [object], metadata });
    if (!first) table.columnDefinitions = null;
    first = false;
    return JSON.stringify(table);
  };
}

function write({ exchange: { response } }: Stream, line: string): void {
  if (response.writableEnded || response.destroyed) return;
  if (response.writableLength > backlogLimit) return void response.destroy();
  response.write(line);
}

/** An update that enters or leaves the selection is an addition or a removal to this client. */
function sendEvent(stream: Stream, { type, object, previous }: CommittedEvent): void {
  const now = stream.selection.matches(object);
  const before = previous !== undefined && stream.selection.matches(previous);
  if (type === "DELETED") {
    if (now || before) write(stream, `{"type":"DELETED","object":${stream.encode(object)}}\n`);
  } else if (now)
    write(stream, `{"type":"${before ? "MODIFIED" : "ADDED"}","object":${stream.encode(object)}}\n`);
  else if (before) {
    const { resourceVersion } = object.metadata;
    const last = { ...previous, metadata: { ...previous.metadata, resourceVersion } };
    write(stream, `{"type":"DELETED","object":${stream.encode(last)}}\n`);
  }
}

function sendInitial(stream: Stream): void {
  const { api, query } = stream.exchange;
  for (const object of api.store.collection(resourceName(stream.kind)).list()) {
    if (stream.selection.matches(object))
      write(stream, `{"type":"ADDED","object":${stream.encode(object)}}\n`);
  }
  const marked = query.get("sendInitialEvents") === "true" && query.get("allowWatchBookmarks") === "true";
  if (marked) sendBookmark(stream, { "k8s.io/initial-events-end": "true" });
}

function sendBookmark(stream: Stream, annotations?: Record<string, string>): void {
  const { kind, exchange } = stream;
  const metadata = {
    resourceVersion: String(exchange.api.store.version),
    creationTimestamp: null,
    ...(annotations ? { annotations } : {}),
  };
  const object = { kind: kind.kind, apiVersion: groupVersion(kind), metadata };
  const table = negotiateShape(exchange.request.headers.accept) === "table";
  const body = table
    ? {
        kind: "Table",
        apiVersion: "meta.k8s.io/v1",
        metadata: { resourceVersion: metadata.resourceVersion },
        columnDefinitions: null,
        rows: [
          { cells: [], object: { ...object, kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" } },
        ],
      }
    : object;
  write(stream, `${JSON.stringify({ type: "BOOKMARK", object: body })}\n`);
}

function endAsExpired(stream: Stream, version: string, floor: number): void {
  const { status } = failure({
    code: 410,
    reason: "Expired",
    message: `too old resource version: ${version} (${floor})`,
  });
  write(stream, `${JSON.stringify({ type: "ERROR", object: status })}\n`);
  stream.exchange.response.end();
}
