import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { badRequest } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { resourceName } from "@/sandbox/api/kinds/kind-spec";
import { kindSpecs } from "@/sandbox/api/kinds/kinds";
import { type Exchange, readBody, sendValue } from "./exchange";
import type { Faults, RequestFault, ServerFault } from "./faults";
import { listPages } from "./list-objects";
import type { OpenWatches } from "./open-watches";
import { deniedPath, methodNotAllowed } from "./refusals";
import type { RequestCounts } from "./request-counts";

/** A route of the control interface that another part of the sandbox answers. */
export type ControlRoute = (call: {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Json;
}) => Promise<{ code: number; body: Json } | undefined>;

/** What the control interface acts on. */
export interface ControlParts {
  counts: RequestCounts;
  faults: Faults;
  watches: OpenWatches;
  other: ControlRoute | undefined;
  /** Switches the whole server off and on. */
  disturb(fault: ServerFault): void;
}

/**
 * Answers `/sandbox/v1/...`, the control interface outside the Kubernetes API: `requests` (GET counts, DELETE resets),
 * `faults` (GET, PUT, DELETE), and what the simulation adds. Administrators only.
 */
export async function handleControl(exchange: Exchange, parts: ControlParts): Promise<void> {
  const method = exchange.request.method ?? "GET";
  if (!exchange.user.groups.includes("system:masters"))
    throw deniedPath(exchange.user, method.toLowerCase(), exchange.path);
  const route = exchange.path.replace(/^\/sandbox\/v1\/?/, "");
  if (route === "requests") return handleCounts(exchange, parts.counts, method);
  if (route === "faults") return handleFaults(exchange, parts, method);
  const answer = await parts.other?.({
    method,
    path: exchange.path,
    query: exchange.query,
    body: method === "GET" ? undefined : await readJson(exchange),
  });
  if (!answer) return sendValue(exchange, 404, { message: `no control route ${exchange.path}` });
  sendValue(exchange, answer.code, answer.body);
}

function handleCounts(exchange: Exchange, counts: RequestCounts, method: string): void {
  if (method === "DELETE") counts.reset();
  else if (method !== "GET") throw methodNotAllowed();
  sendValue(exchange, 200, counts.summary());
}

interface FaultBody {
  server?: ServerFault;
  requests?: RequestFault[];
  /** Cut open watches now: of one resource, or all with `*`. */
  cutWatches?: string;
  /** The next watches are answered with 410. */
  expireWatches?: number;
  /** Forget change history and list snapshots, so that old versions are answered with 410. */
  forgetHistory?: boolean;
}

const serverFaults: readonly string[] = ["none", "api-down", "route-blocked"];

async function handleFaults(exchange: Exchange, parts: ControlParts, method: string): Promise<void> {
  if (method === "DELETE") {
    parts.disturb("none");
    parts.faults.set([]);
  } else if (method === "PUT" || method === "POST")
    applyFaults(exchange, parts, (await readJson(exchange)) as FaultBody);
  else if (method !== "GET") throw methodNotAllowed();
  sendValue(exchange, 200, parts.faults.summary());
}

/** Switches the named faults on; members that are absent stay as they are. Throws 400 for an unknown server fault. */
function applyFaults({ api }: Exchange, parts: ControlParts, body: FaultBody): void {
  if (body.server !== undefined && !serverFaults.includes(body.server))
    throw badRequest(`server must be one of ${serverFaults.join(", ")}`);
  if (body.server !== undefined) parts.disturb(body.server);
  if (body.requests !== undefined) parts.faults.set(body.requests);
  if (body.expireWatches !== undefined) parts.watches.expire(body.expireWatches);
  if (body.cutWatches !== undefined) parts.watches.cut(body.cutWatches === "*" ? undefined : body.cutWatches);
  if (body.forgetHistory) forgetHistory(api);
}

/** Change history and list snapshots are gone, as after a restart: old versions are answered with 410. */
export function forgetHistory(api: ClusterApi): void {
  for (const kind of kindSpecs) api.store.collection(resourceName(kind)).ring.forget(api.store.version);
  listPages(api).expireAll();
}

async function readJson(exchange: Exchange): Promise<Json> {
  const text = (await readBody(exchange.request)).toString("utf8");
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw badRequest("the body is no JSON");
  }
}
