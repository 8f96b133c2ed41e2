import type { IncomingMessage, ServerResponse } from "node:http";

const MOST_BYTES = 256 * 1024;

const headers: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

function refuse(response: ServerResponse, status: number, sentence: string): boolean {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${sentence}\n`);
  return false;
}

/** Why a POST may not pass; undefined when it may. */
function refusalOfPost({ url = "/", headers: sent }: IncomingMessage): [number, string] | undefined {
  if (!url.startsWith("/api/auth/")) return [405, "Pages are only read."];
  const length = sent["content-length"];
  if (length === undefined) return [411, "Send a Content-Length."];
  return Number(length) <= MOST_BYTES ? undefined : [413, "The body is larger than 256 KiB."];
}

/**
 * Lets a request pass to the pages, with security headers set. Pages are only read; the sign-in routes alone take a POST, with
 * a known length of at most 256 KiB: Next would cut a longer body and go on with half of it.
 */
export function pageGuard(request: IncomingMessage, response: ServerResponse): boolean {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.method === "GET" || request.method === "HEAD") return true;
  const refusal: [number, string] | undefined =
    request.method === "POST" ? refusalOfPost(request) : [405, "Pages are only read."];
  return refusal ? refuse(response, ...refusal) : true;
}
