import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { createAuthenticator } from "@/server/adapters/identity/authenticator";
import { type LiveFleet, startLiveFleet } from "@/server/adapters/live/live-fleet";
import { createAccountStore } from "@/server/adapters/postgres/account-store";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { createFleetSource } from "@/server/adapters/postgres/fleet-source";
import { createSessionStore } from "@/server/adapters/postgres/session-store";
import { createUnitOfWork } from "@/server/adapters/postgres/unit-of-work";
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

/** Puts the web program together; resolves when the read model is loaded. */
export async function startWebContainer(env: WebEnv, log: Logger): Promise<WebContainer> {
  const db = openDatabase(env.databaseUrl, { name: "switchyard web" });
  const sessions = createSessionStore(db);
  const authenticator = createAuthenticator({
    sessions,
    accounts: createAccountStore(db),
    secret: env.sessionSecret,
    origin: env.origin,
    now: Date.now,
  });
  const live: LiveFleet = await whenPostgresAnswers(
    () =>
      startLiveFleet({
        source: createFleetSource(db, env.databaseUrl),
        clock,
        onReachable: (yes, error) =>
          yes ? log.info("Postgres is back") : log.error({ err: error }, "Postgres does not answer"),
        onSessions: () => authenticator.forget(),
      }),
    log,
  );
  const work = createUnitOfWork(db);
  const operations = makeOperations({
    work,
    registry: createImageRegistry({ url: env.registryUrl }),
    fleet: live.model,
    ids: { uuid: uuidV7 },
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    sandbox: env.sandbox,
  });
  const metrics = makeMetrics(() => live.hub.count());
  let draining = false;
  const api = makeApi({
    operations,
    fleet: live.model,
    stream: live.hub,
    authenticator,
    logs: createWorkerLogs({
      workerUrl: env.workerUrl,
      token: env.internalToken,
      placeOf: (service, environment) => live.model.target(service, environment),
    }),
    limiter: new RateLimiter(Date.now),
    log,
    origin: env.origin,
    ready: () => live.reachable(),
    draining: () => draining,
    metrics: async () => ({ type: metrics.registry.contentType, text: await metrics.registry.metrics() }),
    newId: uuidV7,
    ipOf,
    observe: metrics.request,
    checkAnswers: env.dev,
  });
  return {
    api,
    door: {
      api: async (request) => api.fetch(request),
      identity: { origin: env.origin, secret: env.sessionSecret, sandbox: env.sandbox, oidc: env.oidc },
      sessions,
      dev: env.dev,
      organization: () =>
        work.read.catalog.organization().then(
          ({ name }) => name,
          () => "",
        ),
      environments: () => live.model.environments().map(({ name }) => name),
      personas,
      version: "0.1.0",
    },
    drain() {
      draining = true;
      live.hub.drain();
    },
    async release() {
      await live.stop();
      await db.destroy();
    },
  };
}
