import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seedOnce } from "@/database/seed/seed-once";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { createDeploymentStore } from "@/server/adapters/postgres/engine-store/deployment-store";
import { createReleaseRenderer } from "@/server/adapters/postgres/engine-store/release-renderer";
import { createScalingStore } from "@/server/adapters/postgres/engine-store/scaling-store";
import type { Effect } from "@/server/domain/rollout/effect";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import { startDevCluster } from "@/server/testing/dev-cluster";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { createEngine, type Engine } from "./create-engine";
import { findingsOf } from "./findings-of";
import { pause } from "./observers/pause";

const service = "payment-gateway-api";
const namespace = "payment-dev";
const faulty = [
  {
    name: "a crash loop",
    service: "points-mission-api",
    namespace: "points-dev",
    build: 331,
    rule: /^Q-F/,
    sentence: /exit/i,
  },
  {
    name: "a missing image",
    service: "promotion-banner-api",
    namespace: "promotion-dev",
    build: 442,
    rule: /^Q-E1/,
    sentence: /image/i,
  },
];
const patience = { timeout: 90_000, interval: 100 };

/** A worker that dies at a point of its work: it never calls, writes or answers again. */
interface Death {
  before?: (effect: Effect) => boolean;
  after?: (effect: Effect) => boolean;
}

let fresh: FreshDatabase;
let db: Kysely<Database>;
let dev: Awaited<ReturnType<typeof startDevCluster>>;
let client: KubeClient;
let emptyReads = 0;
let hadAddresses = false;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  await seedOnce(db, { now: new Date(), profile: "test" });
  await sql`update deployment set finished_at = now(), state = 'failed' where finished_at is null`.execute(
    db,
  );
  await sql`update environment set failure_hold_minutes = 0, keep_warm_seconds = 600, bake_seconds = 3 where name = 'dev'`.execute(
    db,
  );
  dev = await startDevCluster();
  client = createKubeClient({ kubeconfig: dev.cluster.kubeconfig, context: "dev-1" });
  for (const name of [namespace, "partner-dev", ...faulty.map((each) => each.namespace)]) {
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await client.json({ method: "POST", path: "/api/v1/namespaces", body }).catch(() => undefined);
  }
}, 120_000);

afterAll(async () => {
  client?.close();
  await dev?.close();
  await db?.destroy();
  await fresh?.drop();
});

/** A store that a dead worker never hears of again. */
function mortalStore(isDead: () => boolean): DeploymentStore {
  const store = createDeploymentStore({ db, url: fresh.url });
  return new Proxy(store, {
    get(target, key: keyof DeploymentStore) {
      const method = target[key] as (...values: unknown[]) => unknown;
      return (...values: unknown[]) =>
        isDead() ? new Promise<never>(() => {}) : method.apply(target, values);
    },
  });
}

function worker(name: string, death: Death = {}): Engine & { calls: Effect[]; isDead: () => boolean } {
  const gateway = createKubernetesGateway({ client, now: Date.now });
  const calls: Effect[] = [];
  const never = new Promise<never>(() => {});
  let dead = false;
  const mortal: ClusterGateway = {
    ...gateway,
    observe: async (target, signal) => (dead ? never : gateway.observe(target, signal)),
    async perform(target, effect, signal) {
      if (dead || death.before?.(effect)) {
        dead = true;
        return never;
      }
      const result = await gateway.perform(target, effect, signal);
      calls.push(effect);
      if (death.after?.(effect)) {
        dead = true;
        return never;
      }
      return result;
    },
  };
  const quiet = () => {};
  const engine = createEngine({
    store: mortalStore(() => dead),
    scaling: createScalingStore({ db, url: fresh.url }),
    gatewayFor: (cluster) => (cluster === "dev-1" ? mortal : null),
    renderer: createReleaseRenderer(db),
    clock: {
      now: Date.now,
      wait: pause,
    },
    log: {
      info: quiet,
      warn: quiet,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    findingsOf,
    workerName: name,
  });
  return { ...engine, calls, isDead: () => dead };
}

async function request(
  input: { service?: string; build?: number; kind?: string; source?: string } = {},
): Promise<string> {
  const id = randomUUID();
  const build = input.build === undefined ? sql`order by number limit 1` : sql`and number = ${input.build}`;
  const source = input.source === undefined ? sql`null::uuid` : sql`${input.source}::uuid`;
  await sql`
    insert into deployment (id, target_id, number, kind, state, requested_by, via, build_id, image_digest, config_version_id, template_name, template_number,
      plan_hash, source_deployment_id, wake_at)
    select ${id}, t.id, (select max(number) + 1 from deployment where target_id = t.id), ${input.kind ?? "release"}, 'queued', 'payment-dev-1', 'test', b.id, b.digest,
      (select id from config_version where service = t.service and environment = t.environment order by version desc limit 1),
      k.template_name, k.template_number, 'unknown', ${source}, now() + interval '1 h'
    from target t join service s on s.name = t.service join stack k on k.name = s.stack, lateral (select * from build where service = t.service ${build}) b
    where t.service = ${input.service ?? service} and t.environment = 'dev' and t.cluster = 'dev-1'`.execute(
    db,
  );
  const rendered = await createReleaseRenderer(db).render(id);
  if (!rendered.ok) throw new Error(rendered.sentence);
  await sql`update deployment set plan_hash = ${rendered.planHash}, wake_at = now() where id = ${id}`.execute(
    db,
  );
  await sql`notify engine`.execute(db);
  return id;
}

async function ask(id: string, column: string): Promise<void> {
  await sql`update deployment set ${sql.ref(`${column}_by`)} = 'payment-oncall-1', ${sql.ref(`${column}_at`)} = now(), wake_at = now() where id = ${id}`.execute(
    db,
  );
  await sql`notify engine`.execute(db);
}

async function rowOf(id: string) {
  const { rows } = await sql<{
    state: string;
    because: string;
    hold: string;
    candidate_color: string;
    from_color: string | null;
    failure_rule: string | null;
  }>`
    select state, because, hold, candidate_color, from_color, failure_rule from deployment where id = ${id}`.execute(
    db,
  );
  return rows[0]!;
}

async function reaches(id: string, ...states: string[]): Promise<void> {
  await vi.waitFor(async () => {
    await watchEndpoints();
    const row = await rowOf(id);
    if (!states.includes(row.state)) throw new Error(`${row.state} (${row.hold}): ${row.because}`);
  }, patience);
}

/** The active Service of the target: once it had ready addresses it must never be without. */
async function watchEndpoints(): Promise<void> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D${service}`;
  const list = await client.json<{ items: { endpoints?: { conditions: { ready?: boolean } }[] }[] }>({
    method: "GET",
    path,
  });
  const ready = list.items
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions.ready).length;
  if (ready > 0) hadAddresses = true;
  else if (hadAddresses) emptyReads += 1;
}

async function serving(): Promise<string | undefined> {
  const object = await client.json<{ spec: { selector?: Record<string, string> } }>({
    method: "GET",
    path: `/api/v1/namespaces/${namespace}/services/${service}`,
  });
  return object.spec.selector?.["switchyard.internal/color"];
}

async function wanted(color: string, of = { namespace, service }): Promise<number> {
  const path = `/apis/apps/v1/namespaces/${of.namespace}/deployments/${of.service}-${color}`;
  const object = await client.json<{ spec: { replicas: number } }>({ method: "GET", path });
  return object.spec.replicas;
}

describe("the engine on the sandbox", () => {
  test("first deployment, release, rollback to the warm standby, abort: traffic never lacks an address", async () => {
    const engine = worker("w1");
    await engine.start();
    try {
      const first = await request();
      await reaches(first, "succeeded");
      expect(await serving()).toBe("blue");

      const second = await request();
      await reaches(second, "holding");
      expect(await serving()).toBe("green");
      expect(await wanted("blue")).toBeGreaterThan(0);

      const back = await request({ kind: "rollback", source: first });
      await reaches(back, "holding");
      expect(await serving()).toBe("blue");
      expect((await rowOf(second)).state).toBe("succeeded");

      const third = await request();
      await reaches(third, "progressing", "checking");
      await ask(third, "cancel_requested");
      await reaches(third, "canceled");
      expect(await serving()).toBe("blue");
      expect(await wanted("green")).toBe(0);

      await sql`update environment set bake_seconds = 120 where name = 'dev'`.execute(db);
      const fourth = await request();
      await reaches(fourth, "verifying");
      expect(await serving()).toBe("green");
      await ask(fourth, "switch_back_requested");
      await reaches(fourth, "rolled_back");
      expect(await serving()).toBe("blue");
      await sql`update environment set bake_seconds = 3 where name = 'dev'`.execute(db);
    } finally {
      await engine.stop();
    }
    expect(emptyReads).toBe(0);
  }, 240_000);

  test.each(faulty)(
    "$name is told within 30 s and the candidate is taken down",
    async ({ service: name, namespace: place, build, rule, sentence }) => {
      const engine = worker(`faults ${name}`);
      await engine.start();
      try {
        const begun = Date.now();
        const id = await request({ service: name, build });
        await reaches(id, "cleaning_up", "failed");
        expect(Date.now() - begun).toBeLessThan(60_000);
        await reaches(id, "failed");
        const row = await rowOf(id);
        expect(row.failure_rule).toMatch(rule);
        expect(row.because).toMatch(sentence);
        expect(await wanted(row.candidate_color, { namespace: place, service: name })).toBe(0);
      } finally {
        await engine.stop();
      }
    },
    120_000,
  );

  test("a candidate that never gets ready waits, says why, and abort takes it down", async () => {
    const engine = worker("never ready");
    await engine.start();
    try {
      const id = await request({ service: "partner-transit-api", build: 366 });
      await vi.waitFor(async () => {
        const { rows } = await sql<{
          n: number;
        }>`select jsonb_array_length(findings) as n from diagnosis_snapshot where deployment_id = ${id} order by at desc limit 1`.execute(
          db,
        );
        expect(rows[0]?.n).toBeGreaterThan(0);
      }, patience);
      await ask(id, "cancel_requested");
      await reaches(id, "canceled");
    } finally {
      await engine.stop();
    }
  }, 120_000);

  test.each([
    { name: "before the switch", death: { before: (effect: Effect) => effect.key === "E11" } },
    {
      name: "after the switch, before its evidence",
      death: { after: (effect: Effect) => effect.key === "E11" },
    },
  ])(
    "a worker that dies $name: the next one goes on, the selector moves once",
    async ({ name, death }) => {
      const first = worker(`dies ${name}`, death);
      const before = await serving();
      await first.start();
      const id = await request();
      await vi.waitFor(() => expect(first.isDead()).toBe(true), patience);
      await sql`update deployment set lease_until = now() - interval '1 s', wake_at = now() where id = ${id}`.execute(
        db,
      );
      const second = worker(`follows ${name}`);
      await second.start();
      try {
        await reaches(id, "holding");
        expect(await serving()).not.toBe(before);
        const { rows } = await sql<{
          status: string;
        }>`select status from deployment_effect where deployment_id = ${id} and effect_key = 'E11' and status = 'confirmed'`.execute(
          db,
        );
        expect(rows).toHaveLength(1);
        await vi.waitFor(async () => {
          const open = await sql<{
            n: number;
          }>`select count(*)::int as n from deployment_effect where deployment_id = ${id} and status = 'planned'`.execute(
            db,
          );
          expect(open.rows[0]?.n).toBe(0);
        }, patience);
      } finally {
        await second.stop();
      }
      expect(emptyReads).toBe(0);
    },
    120_000,
  );
});
