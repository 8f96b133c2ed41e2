import { failure, notFound } from "@/sandbox/api/errors";
import { type Exchange, sendText } from "./exchange";
import type { NamedRequest } from "./request-info";

/** What an application behind a Service answers. */
export interface ProxyAnswer {
  status: number;
  body: string;
  contentType?: string;
}

/** A GET through the API server to a Service. */
export interface ProxyCall {
  namespace: string;
  service: string;
  /** Name or number as asked for; undefined for the only port. */
  port: string | undefined;
  /** Path with query, starting with a slash. */
  path: string;
}

/** Answers proxied calls; undefined when no ready endpoint is behind the Service. */
export type ServiceProxy = (call: ProxyCall) => ProxyAnswer | undefined | Promise<ProxyAnswer | undefined>;

/** Handles `services/[scheme:]name[:port]/proxy/<path>`. Throws 404 without the Service, 503 without a ready endpoint. */
export async function proxyService(exchange: Exchange, request: NamedRequest): Promise<void> {
  const { namespace, name } = request;
  const parts = name.split(":");
  const [service = "", port] = parts.length === 3 ? parts.slice(1) : parts;
  if (!exchange.api.store.get("services", namespace, service))
    throw notFound({ group: "", plural: "services" }, service);
  const search = exchange.query.toString();
  const path = `/${request.rest}${search ? `?${search}` : ""}`;
  const answer = await exchange.serviceProxy?.({ namespace, service, port: port || undefined, path });
  if (!answer)
    throw failure({
      code: 503,
      reason: "ServiceUnavailable",
      message: `no endpoints available for service "${name}"`,
    });
  const { status, body, contentType = "text/plain; charset=utf-8" } = answer;
  sendText(exchange, status, { text: body, type: contentType });
}
