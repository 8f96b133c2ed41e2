import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import { campaignBody } from "@/server/testing/campaign-world";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const scaled = { service: "points-balance-api", environment: "beta" };
const served = { service: "payment-history-api", environment: "production" };
const until = new Date(Date.now() + 3_600_000).toISOString();
const draft = campaignBody();

const pod = (name: string): PodSeen => ({
  ...{ name, namespace: "payment-prod", uid: `uid-${name}`, phase: "Running", ready: true },
  ...{ createdAt: until, images: [], containers: [] },
});

describe("a change whose answer was lost is asked again with the same key", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
    world.pods.push(pod("p-1"), pod("p-2"));
  }, 90_000);
  afterAll(() => world.close());

  const campaign = async (key: string, more: object = {}) =>
    world.operations.campaigns.create(await world.actor("campaign-owner"), { ...draft, ...more }, key);
  const bounds = async (idempotencyKey: string, more: object = {}) =>
    world.operations.scaling.change(await world.actor("points-dev-1"), {
      ...{ ...scaled, idempotencyKey },
      body: {
        min: 2,
        max: 3,
        targetCpuPercent: 50,
        scaleDownSeconds: 300,
        version: 1,
        reason: "more people",
        ...more,
      },
    });
  const floor = async (idempotencyKey: string, more: object = {}) =>
    world.operations.scaling.raise(await world.actor("points-dev-1"), {
      ...{ ...scaled, idempotencyKey },
      body: { value: 3, until, reason: "a burst", ...more },
    });
  const removal = async (idempotencyKey: string, more: object = {}) =>
    world.operations.pods.remove(await world.actor("payment-lead"), {
      ...{ ...served, pod: "p-1", idempotencyKey },
      body: { uid: "uid-p-1", reason: "it answers slowly", ...more },
    });

  test.each<[string, (key: string, more?: object) => Promise<unknown>]>([
    ["a campaign", campaign],
    ["bounds", bounds],
    ["a raised floor", floor],
    ["the end of a pod", removal],
  ])("%s: done once, answered alike, and never mistaken for something else", async (what, ask) => {
    const key = `key of ${what}`;
    const first = await ask(key);
    const audited = await world.rows("audit_event");
    expect(await ask(key)).toEqual(first);
    expect(await world.rows("audit_event")).toBe(audited);
    await expect(
      ask(key, what === "a campaign" ? { title: "Another" } : { reason: "another reason" }),
    ).rejects.toMatchObject({
      refusal: { code: "idempotency_mismatch" },
    });
  });

  test("one key is one change, whichever it is", async () => {
    await expect(floor("key of bounds")).rejects.toMatchObject({
      refusal: { code: "idempotency_mismatch" },
    });
  });
});
