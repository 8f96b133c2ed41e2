import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { createScalingStore } from "./scaling-store";

let world: OperationsWorld;
beforeAll(async () => {
  world = await operationsWorld();
}, 90_000);
afterAll(() => world.close());

const day = 86_400_000;

test("a target is due again when a floor of it ends, and brings the policy as it is then", async () => {
  const { database } = world;
  await sql`update target set reconcile_at = 'infinity'`.execute(database);
  const one = sql`service = 'payment-ledger-api' and environment = 'beta'`;
  await sql`update target set reconcile_at = now() - interval '1 s' where ${one}`.execute(database);
  await sql`insert into scaling_floor (target_id, color, source, value, expires_at)
    select id, 'all', source, 3, now() + ends from target, (values ('override', interval '10 min'), ('deploy', interval '1 h'),
      ('standby', interval '-1 h')) as f (source, ends) where ${one}`.execute(database);
  await sql`update scaling_policy p set target_cpu_percent = 45, scale_down_seconds = 120 from target t
    where t.id = p.target_id and ${one}`.execute(database);
  const store = createScalingStore({ db: database, url: "" });
  const [taken, ...others] = await store.takeDueTargets(4, day);
  expect(others).toEqual([]);
  expect(taken).toMatchObject({
    policy: { targetCpuPercent: 45, scaleDownSeconds: 120 },
    scaling: { floors: [{ source: "override", value: 3 }, { source: "deploy" }] },
  });
  const { rows } = await sql<{ minutes: number }>`
    select round(extract(epoch from reconcile_at - now()) / 60)::int as minutes from target where ${one}`.execute(
    database,
  );
  expect(rows[0]?.minutes).toBe(10);
});
