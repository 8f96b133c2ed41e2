import type { IncomingMessage, ServerResponse } from "node:http";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { failure } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { UserInfo } from "@/sandbox/api/user";
import type { WriteContext } from "@/sandbox/api/write-context";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import type { PodUsageSource } from "./metrics";
import type { PodLogs } from "./pod-logs";
import type { ServiceProxy } from "./service-proxy";

/** One request with everything a handler needs to answer it. */
export interface Exchange {
  api: ClusterApi;
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  query: URLSearchParams;
  user: UserInfo;
  warnings: string[];
  podLogs: PodLogs | undefined;
  serviceProxy: ServiceProxy | undefined;
  podUsage: PodUsageSource | undefined;
  /** Makes a token for a user, good until the server stops. */
  grantToken(user: UserInfo): string;
}

/** Largest body that is read, in bytes. */
const bodyLimit = 3 * 1024 * 1024;

/** Reads the request body. Throws 413 beyond the limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) {
      throw failure({
        code: 413,
        reason: "RequestEntityTooLarge",
        message: `Request entity too large: limit is ${bodyLimit}`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends JSON text. */
export function sendJson(
  exchange: Pick<Exchange, "response" | "warnings">,
  code: number,
  text: string,
): void {
  sendText(exchange, code, { text, type: "application/json" });
}

/** Sends a value as JSON. */
export function sendValue(
  exchange: Pick<Exchange, "response" | "warnings">,
  code: number,
  value: Json,
): void {
  sendJson(exchange, code, JSON.stringify(value));
}

/** Sends a text of any type, with the collected warnings. */
export function sendText(
  { response, warnings }: Pick<Exchange, "response" | "warnings">,
  code: number,
  body: { text: string; type: string },
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(body.text);
  if (warnings.length > 0)
    response.setHeader(
      "Warning",
      warnings.map((warning) => `299 - ${JSON.stringify(warning)}`),
    );
  response.writeHead(code, {
    "Content-Type": body.type,
    "Content-Length": bytes.length,
    "Cache-Control": "no-cache, private",
  });
  response.end(bytes);
}

/** Sends a refusal as a Status; what is no `ApiError` becomes a 500 with its message. */
export function sendError(exchange: Pick<Exchange, "response" | "warnings">, error: unknown): void {
  const status = error instanceof ApiError ? error.status : internalError(error).status;
  const details = status["details"] as { retryAfterSeconds?: number } | undefined;
  if (details?.retryAfterSeconds && !exchange.response.headersSent)
    exchange.response.setHeader("Retry-After", String(details.retryAfterSeconds));
  sendValue(exchange, status.code, status);
}

function internalError(error: unknown): ApiError {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failure({ code: 500, reason: "InternalError", message: `Internal error occurred: ${message}` });
}

/** Options of a write as its query and headers give them. */
export function writeContext(exchange: Exchange): WriteContext {
  const agent = String(exchange.request.headers["user-agent"] ?? "").split("/")[0];
  return {
    user: exchange.user,
    fieldManager: exchange.query.get("fieldManager") || agent || "unknown",
    dryRun: exchange.query.getAll("dryRun").includes("All"),
    warnings: exchange.warnings,
  };
}
