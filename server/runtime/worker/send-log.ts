import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { TargetRef } from "@/server/domain/rollout/target";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { InternalLogRequest } from "./log-request";

/** How long the answer waits for a first line before it says that the log is open, in ms. */
const headDelay = 300;

/** Who asks for what of a pod, and where the answer goes. */
export interface PodAnswer {
  gateway: ClusterGateway;
  request: InternalLogRequest;
  response: ServerResponse;
}

/** Passes on the cluster's own sentence. */
export function refuse(response: ServerResponse, error: unknown): void {
  const status =
    error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 502;
  response.writeHead(status >= 400 && status < 500 ? status : 502, {
    "content-type": "text/plain; charset=utf-8",
  });
  response.end(error instanceof Error ? error.message : String(error));
}

function open(response: ServerResponse): void {
  if (response.headersSent) return;
  response.writeHead(200, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.flushHeaders();
}

/** Writes lines as fast as they are read: a full socket stops the reading, all the way to the cluster. */
async function copy(
  lines: AsyncIterable<string>,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const late = setTimeout(() => open(response), headDelay);
  try {
    for await (const line of lines) {
      open(response);
      if (!response.write(`${line}\n`)) await once(response, "drain", { signal });
    }
    open(response);
    response.end();
  } finally {
    clearTimeout(late);
  }
}

/** The place of a pod, as far as reading it needs one. */
export function targetOf({ cluster, namespace }: InternalLogRequest): TargetRef {
  return { id: "", service: "", environment: "", cluster, namespace, strategy: "blueGreen", pool: "" };
}

/** Streams one container's log until it ends, the reader leaves or `stop` aborts. */
export async function sendLog({ gateway, request, response }: PodAnswer, stop: AbortSignal): Promise<void> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  response.once("close", leave);
  stop.addEventListener("abort", leave, { once: true });
  try {
    await copy(gateway.logs(targetOf(request), request.log, leaving.signal), response, leaving.signal);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else refuse(response, error);
  } finally {
    stop.removeEventListener("abort", leave);
  }
}
