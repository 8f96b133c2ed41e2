import { createHash, timingSafeEqual } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import { readLogRequest } from "./log-request";
import { sendLog } from "./send-log";
import { sendPod } from "./send-pod";

export interface InternalServerOptions {
  token: string;
  gateways: Readonly<Record<string, ClusterGateway>>;
  /** Ends open log streams. */
  stop: AbortSignal;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Compares in constant time, whatever the lengths. */
function isAuthorized(request: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${sentence}\n`);
}

/** What may be asked for with the token. */
const doors: Readonly<Record<string, typeof sendLog>> = {
  "/internal/logs": sendLog,
  "/internal/pod": sendPod,
};

async function answer(
  options: InternalServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://worker");
  if (url.pathname === "/healthz")
    return say(response, options.stop.aborted ? 503 : 200, options.stop.aborted ? "stopping" : "ok");
  if (!isAuthorized(request, options.token)) return say(response, 401, "A bearer token is needed.");
  const send = doors[url.pathname];
  if (!send) return say(response, 404, "Nothing here.");
  if (request.method !== "GET") return say(response, 405, "Only GET.");
  const wanted = readLogRequest(url.searchParams);
  if (typeof wanted === "string") return say(response, 400, wanted);
  const gateway = options.gateways[wanted.cluster];
  if (!gateway) return say(response, 404, `This worker serves no cluster ${wanted.cluster}.`);
  await send({ gateway, request: wanted, response }, options.stop);
}

/** The worker's only door: health, and live logs and masked manifests of pods for `web`, which holds the shared token and no cluster credential. */
export function createInternalServer(options: InternalServerOptions): Server {
  // Every open log listens to it; that is no leak.
  setMaxListeners(0, options.stop);
  return createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
}
