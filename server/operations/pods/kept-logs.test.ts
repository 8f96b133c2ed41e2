import { afterAll, beforeAll, expect, test } from "vitest";
import { createKeptLogStore } from "@/server/adapters/postgres/kept-logs";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "production" };
let world: OperationsWorld;

beforeAll(async () => {
  world = await operationsWorld();
  const endedAt = new Date(Date.now() - 20 * 3_600_000).toISOString();
  await createKeptLogStore(world.database).keep("prod-1", [
    {
      ...{ namespace: "payment-prod", service: place.service, color: "blue", pod: "p-1", uid: "u-1" },
      ...{ container: "app", cause: "crashed", reason: "OOMKilled", exitCode: 137, problem: null },
      ...{ startedAt: endedAt, endedAt, lines: [`${endedAt} out of memory`] },
    },
  ]);
}, 90_000);
afterAll(() => world.close());

test("on-call reads what a container said that crashed 20 hours ago", async () => {
  const actor = await world.actor("payment-oncall-1");
  expect(await world.operations.pods.keptLogs(actor, place)).toMatchObject({
    runs: [{ pod: "p-1", cause: "crashed", exitCode: 137, lines: 1 }],
    logs: { allowed: true },
  });
  const [run] = await world.operations.pods.keptLines(actor, place);
  expect(run?.lines[0]).toContain("out of memory");
});

test("people of other services see that it crashed, and are told who may read its lines", async () => {
  const actor = await world.actor("points-oncall-1");
  expect(await world.operations.pods.keptLogs(actor, place)).toMatchObject({
    runs: [{ pod: "p-1" }],
    logs: { allowed: false, reason: expect.any(String) },
  });
  await expect(world.operations.pods.keptLines(actor, place)).rejects.toMatchObject({
    refusal: { code: "forbidden" },
  });
});

test("lines of another environment are not among them", async () => {
  const actor = await world.actor("payment-oncall-1");
  expect(await world.operations.pods.keptLines(actor, { ...place, environment: "beta" })).toEqual([]);
});
