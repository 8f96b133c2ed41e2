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

function refuse(response: ServerResponse, status: number, sentence: string): false {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${sentence}\n`);
  return false;
}

/**
 * Lets a request pass to the pages, with security headers set. Pages are only read; the sign-in routes alone take a POST, with
 * a known length of at most 256 KiB: Next would cut a longer body and go on with half of it.
 */
export function pageGuard(request: IncomingMessage, response: ServerResponse): boolean {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const { method = "GET", url = "/" } = request;
  if (method === "GET" || method === "HEAD") return true;
  if (method !== "POST" || !url.startsWith("/api/auth/"))
    return refuse(response, 405, "Pages are only read.");
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (!Number.isInteger(length)) return refuse(response, 411, "Send a Content-Length.");
  return length <= MOST_BYTES || refuse(response, 413, "The body is larger than 256 KiB.");
}
