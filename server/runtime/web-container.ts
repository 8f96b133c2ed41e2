import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { createAuthenticator } from "@/server/adapters/identity/authenticator";
import { type LiveFleet, startLiveFleet } from "@/server/adapters/live/live-fleet";
import { createAccountStore } from "@/server/adapters/postgres/account-store";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { createFleetSource } from "@/server/adapters/postgres/fleet-source";
import { createSessionStore } from "@/server/adapters/postgres/session-store";
import { createUnitOfWork } from "@/server/adapters/postgres/unit-of-work";
import { createPrometheusMetrics } from "@/server/adapters/prometheus/prometheus-metrics";
import { createImageRegistry } from "@/server/adapters/registry/image-registry";
import { type Api, makeApi } from "@/server/http/app";
import { RateLimiter } from "@/server/http/core/rate-limit";
import { makeOperations } from "@/server/operations";
import type { WebEnv } from "./env";
import { makeMetrics } from "./metrics";
import { uuidV7 } from "./uuid-v7";
import type { WebDoor } from "./web-door";
import { createWorkerLogs } from "./worker-logs";

/** A running web program without its server. */
export interface WebContainer {
  api: Api;
  door: WebDoor;
  drain(): void;
  release(): Promise<void>;
}

const RETRY_MS = 500;
const LOOK_MS = 100;
/** Looks between two lines in the log. */
const TELL_EVERY = 100;
/** Who the sandbox offers to sign in as first, one person per kind of job; the search finds everybody else. */
const personas = [
  "payment-dev-1",
  "payment-lead",
  "points-oncall-1",
  "campaign-owner",
  "platform-admin-1",
  "auditor",
];

const clock = {
  now: Date.now,
  after(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits for something to serve. An import commits the organization when all of it is there, so a portal that is started
 * beside it opens its port only then.
 */
async function whenImported({ work }: Stores, log: Logger): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { name } = await work.read.catalog.organization().catch(() => ({ name: "" }));
    if (name !== "") return;
    if (tries % TELL_EVERY === 0) log.info("waiting for Postgres and an organization");
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Tries until Postgres answers: web may be started before it, and outlives it. */
async function whenPostgresAnswers<T>(work: () => Promise<T>, log: Logger): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: error, tries }, "the read model could not be loaded; trying again");
      await new Promise((resolve) => setTimeout(resolve, Math.min(RETRY_MS * tries, 5000)));
    }
  }
}

function ipOf(context: { env?: unknown }): string | null {
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
    ?.incoming;
  return incoming?.socket?.remoteAddress ?? null;
}

type Stores = ReturnType<typeof openStores>;

function openStores(env: WebEnv) {
  const db = openDatabase(env.databaseUrl, { name: "switchyard web" });
  const sessions = createSessionStore(db);
  const accounts = createAccountStore(db);
  const { sessionSecret: secret, origin } = env;
  const authenticator = createAuthenticator({ sessions, accounts, secret, origin, now: Date.now });
  return {
    db,
    sessions,
    authenticator,
    work: createUnitOfWork(db),
    source: createFleetSource(db, env.databaseUrl),
  };
}

function startFleet({ source, authenticator }: Stores, log: Logger): Promise<LiveFleet> {
  const start = () =>
    startLiveFleet({
      source,
      clock,
      onReachable: (yes, error) =>
        yes ? log.info("Postgres is back") : log.error({ err: error }, "Postgres does not answer"),
      onSessions: () => authenticator.forget(),
    });
  return whenPostgresAnswers(start, log);
}

function operationsOf(env: WebEnv, { work }: Stores, { model }: LiveFleet) {
  return makeOperations({
    work,
    registry: createImageRegistry({ url: env.registryUrl }),
    fleet: model,
    metrics: createPrometheusMetrics({ sources: env.prometheus, now: Date.now }),
    ids: { uuid: uuidV7 },
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    sandbox: env.sandbox,
  });
}

function apiOf(parts: {
  env: WebEnv;
  log: Logger;
  stores: Stores;
  live: LiveFleet;
  draining(): boolean;
}): Api {
  const { env, log, stores, live, draining } = parts;
  const metrics = makeMetrics(() => live.hub.count());
  return makeApi({
    operations: operationsOf(env, stores, live),
    fleet: live.model,
    stream: live.hub,
    authenticator: stores.authenticator,
    logs: createWorkerLogs({
      workerUrl: env.workerUrl,
      token: env.internalToken,
      placeOf: (service, environment) => live.model.target(service, environment),
    }),
    limiter: new RateLimiter(Date.now),
    log,
    origin: env.origin,
    ready: () => live.reachable(),
    draining,
    metrics: async () => ({ type: metrics.registry.contentType, text: await metrics.registry.metrics() }),
    newId: uuidV7,
    ipOf,
    observe: metrics.request,
    checkAnswers: env.dev,
  });
}

/** Puts the web program together; resolves when there is an organization and its read model is loaded. */
export async function startWebContainer(env: WebEnv, log: Logger): Promise<WebContainer> {
  const stores = openStores(env);
  await whenImported(stores, log);
  const live = await startFleet(stores, log);
  let isDraining = false;
  const api = apiOf({ env, log, stores, live, draining: () => isDraining });
  const { catalog } = stores.work.read;
  return {
    api,
    door: {
      api: async (request) => api.fetch(request),
      identity: { origin: env.origin, secret: env.sessionSecret, sandbox: env.sandbox, oidc: env.oidc },
      sessions: stores.sessions,
      dev: env.dev,
      organization: () =>
        catalog.organization().then(
          ({ name }) => name,
          () => "",
        ),
      environments: () => live.model.environments().map(({ name }) => name),
      personas,
      version: "0.1.0",
    },
    drain() {
      isDraining = true;
      live.hub.drain();
    },
    async release() {
      await live.stop();
      await stores.db.destroy();
    },
  };
}
