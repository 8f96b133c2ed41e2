import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { UserInfo } from "@/sandbox/api/user";
import { authenticate } from "./authenticate";
import { type Exchange, sendError } from "./exchange";
import { Faults, type ServerFault } from "./faults";
import { handlePath, handleResource, verbOf } from "./handle-request";
import type { PodUsageSource } from "./metrics";
import { OpenWatches } from "./open-watches";
import type { PodLogs } from "./pod-logs";
import { RequestCounts } from "./request-counts";
import { readResourcePath } from "./request-info";
import { type ControlRoute, forgetHistory, handleControl } from "./sandbox-routes";
import type { ServiceProxy } from "./service-proxy";

/** What makes a cluster's HTTPS endpoint. */
export interface ApiServerOptions {
  /** PEM texts; `ca` signs the client certificates that are accepted. */
  tls: { key: string; cert: string; ca: string };
  /** Bearer tokens and who they are. */
  tokens: Readonly<Record<string, UserInfo>>;
  podLogs?: PodLogs;
  serviceProxy?: ServiceProxy;
  /** Figures of `metrics.k8s.io`; without it that group answers 503. */
  podUsage?: PodUsageSource;
  /** Answers `/sandbox/v1/...` and `/metrics` beyond what the server itself knows. */
  control?: ControlRoute;
}

/** A cluster's HTTPS endpoint. */
export interface ApiServer {
  /** Starts on 127.0.0.1; port 0 picks a free one. Returns the port. Rejects when the port is taken. */
  listen(port?: number): Promise<number>;
  /** Ends watches, closes every connection and stops listening. */
  close(): Promise<void>;
  readonly counts: RequestCounts;
  readonly faults: Faults;
  readonly watches: OpenWatches;
  /** Switches the whole server off and on for its clients; open connections are cut. */
  disturb(fault: ServerFault): void;
  /** Old versions are answered with 410 from now on. */
  forgetHistory(): void;
}

/** Creates the endpoint of one cluster; nothing listens before `listen`. */
export function createApiServer(api: ClusterApi, options: ApiServerOptions): ApiServer {
  const counts = new RequestCounts();
  const faults = new Faults(Math.random);
  const watches = new OpenWatches(counts);
  const tokens = new Map(Object.entries(options.tokens));
  const sockets = new Set<Socket>();
  const disturb = (fault: ServerFault) => {
    faults.server = fault;
    // The one who asked for it still gets an answer before the connections go.
    if (fault !== "none") setImmediate(cut);
  };
  const parts = { counts, faults, watches, tokens, api, options, disturb };
  const server = createServer(
    {
      key: options.tls.key,
      cert: options.tls.cert,
      ca: options.tls.ca,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
    },
    (request, response) => void answer(parts, request, response),
  );
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    counts,
    faults,
    watches,
    disturb,
    forgetHistory: () => forgetHistory(api),
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
      }),
    close: () =>
      new Promise((resolve) => {
        watches.endAll();
        server.close(() => resolve());
        cut();
      }),
  };
}

interface Parts {
  api: ClusterApi;
  options: ApiServerOptions;
  tokens: Map<string, UserInfo>;
  counts: RequestCounts;
  faults: Faults;
  watches: OpenWatches;
  disturb(fault: ServerFault): void;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "https://localhost");
  const control = url.pathname.startsWith("/sandbox/") || url.pathname === "/metrics";
  if (!control && parts.faults.server === "api-down") return void request.socket.destroy();
  // A blocked route accepts the connection and never answers; the client's own timeout has to end it.
  if (!control && parts.faults.server === "route-blocked") return;
  const warnings: string[] = [];
  response.setHeader("Audit-Id", randomUUID());
  try {
    const exchange = openExchange(parts, { request, response, url, warnings });
    if (control) return await handleControl(exchange, { ...parts, other: parts.options.control });
    await route(parts, exchange);
  } catch (error) {
    sendError({ response, warnings }, error);
  }
}

function openExchange(
  parts: Parts,
  call: { request: IncomingMessage; response: ServerResponse; url: URL; warnings: string[] },
): Exchange {
  return {
    api: parts.api,
    request: call.request,
    response: call.response,
    path: call.url.pathname,
    query: call.url.searchParams,
    user: authenticate(call.request, parts.tokens),
    warnings: call.warnings,
    podLogs: parts.options.podLogs,
    serviceProxy: parts.options.serviceProxy,
    podUsage: parts.options.podUsage,
    grantToken: (user) => {
      const token = randomUUID();
      parts.tokens.set(token, user);
      return token;
    },
  };
}

async function route(parts: Parts, exchange: Exchange): Promise<void> {
  const request = readResourcePath(exchange.path);
  const verb = verbOf(exchange, request);
  const resource = request
    ? request.subresource
      ? `${request.resource}/${request.subresource}`
      : request.resource
    : exchange.path;
  const agent = String(exchange.request.headers["user-agent"] ?? "").split(/[\s(]/)[0] ?? "";
  parts.counts.record(verb, resource, agent);
  const wait = parts.faults.disturb(verb, resource);
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  if (request) await handleResource(exchange, request, parts.watches);
  else handlePath(exchange);
}
