import { gunzipSync, gzipSync } from "node:zlib";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { EngineWorld } from "@/server/testing/engine-world";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { insertTestTarget, postgresProbe } from "@/server/testing/postgres-probe";

let fresh: FreshDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  fresh = await freshDatabase();
});

afterAll(async () => {
  await db?.destroy();
  await fresh?.drop();
});

async function newWorld(): Promise<EngineWorld> {
  await db?.destroy();
  await fresh.drop();
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  await insertTestTarget(db);
  return new EngineWorld({ probe: (cluster) => postgresProbe({ db, url: fresh.url, cluster }) });
}

async function count(query: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(query)}`.execute(db);
  return rows[0]?.n ?? 0;
}

describe("the engine on Postgres", () => {
  let world: EngineWorld;

  beforeEach(async () => {
    world = await newWorld();
  });

  test("a release, then another: every transition has its audit row, every effect its evidence", async () => {
    await world.firstRelease();
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("succeeded");
    expect(world.serving()).toBe("green");
    expect(await count("deployment_transition")).toBe(
      await count("audit_event where action like 'deployment.%'"),
    );
    expect(await count("deployment_effect where status = 'planned'")).toBe(0);
    expect(await count("deployment_effect where status = 'confirmed' and evidence is null")).toBe(0);
    expect(await count("bundle")).toBe(2);
    expect(await count("outbox where topic = 'deployed'")).toBe(2);
    expect(await count("target where serving_color = 'green' and standby_deployment_id is null")).toBe(1);
    expect(await count("scaling_floor")).toBe(0);
  });

  test("sequence numbers have no gaps", async () => {
    const id = await world.firstRelease();
    const { rows } = await sql<{
      seq: number;
    }>`select seq from deployment_transition where deployment_id = ${id} order by seq`.execute(db);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test.each([
    ["that was kept for a person tells that it recovered", "app", 1],
    ["that a person called off tells nothing more", null, 0],
  ])("another try of a deployment %s", async (_which, failure, messages) => {
    await world.firstRelease();
    const tried = await world.request();
    await world.untilState(tried, "progressing");
    await world.probe.ask(tried, "cancel", "payment-oncall-1");
    expect(await world.untilEnd(tried)).toBe("canceled");
    await sql`update deployment set failure_class = ${failure} where id = ${tried}`.execute(db);
    const again = await world.request();
    await sql`update deployment set source_deployment_id = ${tried} where id = ${again}`.execute(db);
    expect(await world.untilEnd(again)).toBe("succeeded");
    expect(await count("outbox where topic = 'recovered'")).toBe(messages);
  });

  test("a warm rollback and a switch-back", async () => {
    const first = await world.firstRelease();
    const second = await world.request();
    await world.untilState(second, "holding");
    const source = (await world.probe.look(first)).rollout;
    const id = await world.request({
      kind: "rollback",
      bundleSha256: source.bundleSha256,
      imageDigest: source.imageDigest,
    });
    await world.untilState(id, "verifying");
    expect(world.serving()).toBe("blue");
    await world.probe.ask(id, "switchBack", "payment-oncall-1");
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.serving()).toBe("green");
  });

  test("a switch back that is asked for as the bake ends is carried out, not forgotten", async () => {
    await world.firstRelease();
    const id = await world.request();
    world.beforeWriteOf("holding", () => world.probe.ask(id, "switchBack", "payment-oncall-1"));
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.serving()).toBe("blue");
  });

  test("a row is leased by one worker only, and a take-over gets the next fence epoch", async () => {
    const { store } = world.probe;
    const id = await world.request();
    await world.untilState(id, "progressing");
    world.cluster.advance(5000);
    const [lease] = await store.claimDue("worker-a", 5);
    expect(lease).toBeDefined();
    expect(await store.claimDue("worker-b", 5)).toEqual([]);
    const before = await store.load(lease!);
    world.cluster.advance(31_000);
    const [taken] = await store.claimDue("worker-b", 5);
    const after = await store.load(taken!);
    expect(after?.rollout.epoch).toBe((before?.rollout.epoch ?? 0) + 1);
    expect(await store.load(lease!)).toBeNull();
    expect(await store.heartbeat([lease!, taken!])).toEqual([taken]);
  });

  test("a wake-up that arrives while the row is leased is not lost", async () => {
    const { store } = world.probe;
    const id = await world.request();
    const [lease] = await store.claimDue("worker-a", 5);
    world.cluster.advance(1000);
    await world.probe.ask(id, "cancel", "payment-dev-1");
    await store.release(lease!, 60_000);
    expect(await store.claimDue("worker-a", 5)).toHaveLength(1);
  });

  test("two deployments never hold the same target", async () => {
    const first = await world.request();
    const second = await world.request();
    await world.untilState(first, "progressing");
    await world.step();
    expect(await world.state(second)).toBe("queued");
    expect(await world.untilEnd(second)).toBe("succeeded");
  });

  test("approval of the same plan lets a deployment go on; the transition names the approver", async () => {
    const id = await world.request({
      approvals: { required: 1, given: 0, lastBy: null, rejectedBy: null, expiresAt: null },
    });
    await world.untilState(id, "awaiting_approval");
    expect(world.cluster.writes).toHaveLength(0);
    await world.probe.approve(id, "payment-lead");
    await world.untilState(id, "progressing");
    const steps = await world.probe.transitions(id);
    expect(steps.find((step) => step.to === "queued")?.actor).toBe("payment-lead");
  });

  test("an archive that was altered by hand stops the deployment", async () => {
    const alter = async () => {
      await sql`alter table bundle disable trigger user`.execute(db);
      const { rows } = await sql<{ objects: Buffer }>`select objects from bundle`.execute(db);
      const altered = gzipSync(
        gunzipSync(rows[0]!.objects).toString().replace("registry/app", "registry/evil"),
      );
      await sql`update bundle set objects = ${altered}`.execute(db);
      return [];
    };
    world.cluster.dryRun = alter;
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("failed");
    expect(await world.because(id)).toContain("digest_mismatch");
    expect(world.cluster.writes).toHaveLength(0);
  });
});
