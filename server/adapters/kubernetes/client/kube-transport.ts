import { setMaxListeners } from "node:events";
import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { Credentials } from "./kube-credentials";
import { KubeSilence } from "./kube-error";
import type { KubeRequest, PatchType } from "./kube-request";

const patchTypes: Readonly<Record<PatchType, string>> = {
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
  apply: "application/apply-patch+yaml",
};

/** Every call ends within this time (ms) unless it says otherwise. */
const defaultTimeout = 10_000;

/** Sockets for short calls; watches and logs have their own pool so that they never starve a write. */
const callSockets = 16;

type CredentialSource = { get(): Promise<Credentials>; forget(): void };
type Pool = "calls" | "streams";

interface Transport {
  exchange<T>(request: KubeRequest, read: (answer: IncomingMessage) => Promise<T>): Promise<T>;
  open(request: KubeRequest): Promise<IncomingMessage>;
  close(): void;
}

function pathOf(request: KubeRequest): string {
  const query = Object.entries(request.query ?? {});
  if (query.length === 0) return request.path;
  return `${request.path}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)])).toString()}`;
}

function headersOf(
  request: KubeRequest,
  payload: string | null,
  auth: Credentials["headers"],
): Record<string, string> {
  const headers: Record<string, string> = {
    accept: request.accept ?? "application/json",
    "user-agent": "switchyard",
    ...auth,
  };
  if (payload !== null) {
    headers["content-type"] = request.patch ? patchTypes[request.patch] : "application/json";
    headers["content-length"] = String(Buffer.byteLength(payload));
  }
  return headers;
}

/** Agents for one set of credentials; changed TLS material gets new agents, old sockets end when idle. */
function createAgents(): { get(credentials: Credentials, pool: Pool): http.Agent; close(): void } {
  let current: { key: string; agents: Record<Pool, http.Agent> } | null = null;
  return {
    get(credentials, pool) {
      const key = `${credentials.server.origin} ${String(credentials.tls.ca)} ${String(credentials.tls.cert)}`;
      if (current?.key !== key) {
        for (const agent of Object.values(current?.agents ?? {})) agent.destroy();
        const make = (maxSockets: number): http.Agent =>
          credentials.server.protocol === "http:"
            ? new http.Agent({ keepAlive: true, maxSockets })
            : new https.Agent({ keepAlive: true, maxSockets, ...credentials.tls });
        current = { key, agents: { calls: make(callSockets), streams: make(Number.POSITIVE_INFINITY) } };
      }
      return current.agents[pool];
    },
    close() {
      for (const agent of Object.values(current?.agents ?? {})) agent.destroy();
      current = null;
    },
  };
}

/** Sends one request; resolves with the open answer. `deadline` is aborted by time or by the caller. */
function send(options: RequestOptions, secure: boolean, payload: string | null): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? https : http).request(options, resolve);
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // A kept-alive socket that the server closed meanwhile says nothing about the server.
      reject(Object.assign(error, { stale: outgoing.reusedSocket && error.code === "ECONNRESET" }));
    });
    outgoing.end(payload ?? undefined);
  });
}

function silence(error: unknown, request: KubeRequest, timedOut: boolean): KubeSilence {
  const what = `${request.method ?? "GET"} ${request.path}`;
  if (timedOut)
    return new KubeSilence(`No answer to ${what} within ${(request.timeoutMs ?? defaultTimeout) / 1000} s.`);
  return new KubeSilence(`${what}: ${error instanceof Error ? error.message : String(error)}`);
}

/** The one place that knows sockets, content types, time limits and cancellation. */
export function createTransport(credentials: CredentialSource): Transport {
  const agents = createAgents();

  async function attempt(request: KubeRequest, pool: Pool, signal: AbortSignal): Promise<IncomingMessage> {
    const known = await credentials.get();
    const payload = request.body === undefined ? null : JSON.stringify(request.body);
    const base = known.server.pathname.replace(/\/$/, "");
    const options: RequestOptions = {
      method: request.method ?? "GET",
      hostname: known.server.hostname.replace(/^\[|\]$/g, ""),
      port: known.server.port || (known.server.protocol === "http:" ? 80 : 443),
      path: base + pathOf(request),
      headers: headersOf(request, payload, known.headers),
      agent: agents.get(known, pool),
      signal,
    };
    return send(options, known.server.protocol !== "http:", payload);
  }

  /** Reads may be sent again on a fresh socket; a write is never repeated here. */
  async function connect(request: KubeRequest, pool: Pool, signal: AbortSignal): Promise<IncomingMessage> {
    try {
      return await attempt(request, pool, signal);
    } catch (error) {
      const stale = error instanceof Error && "stale" in error && error.stale === true;
      if (!stale || (request.method ?? "GET") !== "GET") throw error;
      return attempt(request, pool, signal);
    }
  }

  async function limited<T>(request: KubeRequest, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      limit.abort();
    }, request.timeoutMs ?? defaultTimeout);
    const cancel = (): void => limit.abort();
    // One look at a target is a dozen requests under one signal; that is no leak.
    if (request.signal) setMaxListeners(0, request.signal);
    request.signal?.addEventListener("abort", cancel, { once: true });
    if (request.signal?.aborted) limit.abort();
    try {
      return await work(limit.signal);
    } catch (error) {
      throw silence(error, request, timedOut);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", cancel);
    }
  }

  return {
    exchange: (request, read) =>
      limited(request, async (signal) => read(await connect(request, "calls", signal))),
    async open(request) {
      const answer = await limited(request, (signal) => connect(request, "streams", signal));
      const end = (): void => void answer.destroy();
      request.signal?.addEventListener("abort", end, { once: true });
      answer.once("close", () => request.signal?.removeEventListener("abort", end));
      if (request.signal?.aborted) answer.destroy();
      return answer;
    },
    close: agents.close,
  };
}
