import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import { createPodRemovalQueue } from "@/server/adapters/postgres/pod-removals";
import type { EffectResult } from "@/server/domain/rollout/effect";
import { removePods } from "@/server/engine/pod-remover";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "production" };
const reason = "it answers slowly";

const pod = (name: string): PodSeen => ({
  ...{ name, namespace: "payment-prod", uid: `uid-${name}`, phase: "Running", ready: true },
  ...{ createdAt: new Date().toISOString(), images: [], containers: [] },
});

describe("ending a pod", () => {
  let world: OperationsWorld;
  let serial = 0;
  let name = "";
  const asked: unknown[] = [];
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  beforeEach(() => {
    serial += 1;
    name = `pod-${serial}`;
    asked.length = 0;
    world.pods.splice(0, world.pods.length, pod(name), pod("another"));
  });

  const ask = async (account: string, more: { pod?: string; body?: object } = {}) =>
    world.operations.pods.remove(await world.actor(account), {
      ...{ ...place, pod: name, body: { uid: `uid-${name}`, reason } },
      ...more,
    });
  const read = async () =>
    (await world.operations.pods.get(await world.actor("payment-lead"), { ...place, pod: name })).removal;
  /** The worker's turn, with a cluster that answers so. */
  const work = (result: EffectResult) =>
    removePods({
      queue: createPodRemovalQueue(world.database),
      gatewayFor: () =>
        ({
          perform: async (target: object, effect: object) => {
            asked.push({ target, effect });
            return result;
          },
        }) as unknown as ClusterGateway,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  const done: EffectResult = { ok: true, evidence: { outcome: "written" } };

  test("is recorded with its reason and carried out by the worker, once", async () => {
    expect(await ask("payment-lead")).toMatchObject({ state: "asked", askedBy: "payment-lead", reason });
    await expect(ask("payment-lead")).rejects.toMatchObject({ refusal: { code: "conflict" } });
    await work(done);
    expect(asked).toMatchObject([
      {
        target: { cluster: "prod-1", namespace: "payment-prod" },
        effect: { kind: "evictPod", uid: `uid-${name}` },
      },
    ]);
    expect(await read()).toMatchObject({ state: "removed", askedBy: "payment-lead" });
    await work(done);
    expect(asked).toHaveLength(1);
  });

  test("a no of the cluster is said in its words, and may be asked again", async () => {
    await ask("payment-lead");
    await work({ ok: false, failure: { class: "refused", message: "The budget needs 2." } });
    expect(await read()).toMatchObject({ state: "refused", words: "The budget needs 2." });
    expect(await ask("payment-oncall-1")).toMatchObject({ state: "asked", askedBy: "payment-oncall-1" });
  });

  test("a cluster that does not answer is asked again", async () => {
    await ask("payment-lead");
    await work({ ok: false, failure: { class: "unreachable", message: "connection refused" } });
    expect(await read()).toMatchObject({ state: "asked" });
    await work(done);
    expect(await read()).toMatchObject({ state: "removed" });
  });

  test("what was asked while no worker ran is not carried out later", async () => {
    await ask("payment-lead");
    await sql`update pod_removal set asked_at = now() - interval '61 seconds' where pod = ${name}`.execute(
      world.database,
    );
    await work(done);
    expect(asked).toEqual([]);
    expect(await read()).toMatchObject({
      state: "refused",
      words: expect.stringContaining("within a minute"),
    });
  });

  test.each<[string, string, { pod?: string; body?: object }, string]>([
    ["of production by a developer", "payment-dev-1", {}, "forbidden"],
    ["by a reader", "auditor", {}, "forbidden"],
    ["by on-call of other services", "points-oncall-1", {}, "forbidden"],
    ["that is not there", "payment-lead", { pod: "nobody" }, "not_found"],
    ["whose name is another pod's by now", "payment-lead", { body: { uid: "old", reason } }, "conflict"],
    ["without a reason", "payment-lead", { body: { uid: "x", reason: " " } }, "invalid_input"],
  ])("%s is refused and nothing is written", async (_words, account, more, code) => {
    const before = await world.rows("audit_event");
    await expect(ask(account, more)).rejects.toMatchObject({ refusal: { code } });
    expect(await world.rows("audit_event")).toBe(before);
    await work(done);
    expect(asked).toEqual([]);
  });

  test("the only ready pod that serves stays", async () => {
    world.pods.splice(1, 1);
    await expect(ask("payment-lead")).rejects.toMatchObject({
      refusal: { code: "capacity_exceeded", reason: expect.stringContaining("restart") },
    });
  });
});
