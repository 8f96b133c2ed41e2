import { expect, test } from "vitest";
import type { ScalingTarget } from "@/server/ports/scaling-store";
import { EngineWorld } from "@/server/testing/engine-world";
import { createConfigCollector } from "./config-collector";
import { type SweepOptions, sweepTarget } from "./sweeper";

/** A world after its first release, looked after by nobody but the sweeper. */
async function idleWorld() {
  const world = new EngineWorld();
  const id = await world.firstRelease();
  const bundle = (await world.probe.look(id)).rollout.bundleSha256;
  const records: string[] = [];
  const target: ScalingTarget = {
    target: world.target,
    hpaMode: "per_color",
    scaling: { baseMin: 2, baseMax: 6, ceiling: 12, floors: [] },
    policy: null,
    stableBundleSha256: bundle,
    record: { servingColor: "blue", epoch: 1, address: "10.96.0.10", serving: id },
    busyColors: [],
    locked: false,
    configMapsInUse: [],
  };
  let free = true;
  const options: SweepOptions = {
    ...world.options,
    scaling: {
      takeDueTargets: async () => [target],
      untilDue: async () => null,
      isFree: async () => free,
      record: async (_id, _action, summary) => void records.push(summary),
    },
  };
  const sweep = (changes: Partial<ScalingTarget> = {}) =>
    sweepTarget(options, { ...target, ...changes }, createConfigCollector());
  return { world, sweep, records, take: () => (free = false) };
}

test("a calm target gets no write", async () => {
  const { world, sweep } = await idleWorld();
  const writes = world.cluster.writes.length;
  expect(await sweep()).toBe(0);
  expect(world.cluster.writes).toHaveLength(writes);
});

test("edited bounds are written again, and the correction is recorded", async () => {
  const { world, sweep, records } = await idleWorld();
  const hpa = world.cluster.hpas.get("payment-history-api-blue");
  world.cluster.hpas.set("payment-history-api-blue", { ...hpa!, min: 1, max: 1 });
  expect(await sweep()).toBe(1);
  expect(world.cluster.hpas.get("payment-history-api-blue")).toMatchObject({ min: 2, max: 6 });
  expect(records).toEqual(["Autoscaler of payment-history-api-blue: 1-1 became 2-6."]);
});

const window = {
  ...({ color: "all", source: "window", value: 5, max: null } as const),
  campaign: "night-coupon",
  until: Date.UTC(2031, 0, 1),
};

test("a window that opens while a deployment runs raises the color that serves, and nothing else", async () => {
  const { world, sweep, records, take } = await idleWorld();
  take();
  const floors = [window];
  expect(await sweep({ locked: true, scaling: { baseMin: 2, baseMax: 6, ceiling: 12, floors } })).toBe(2);
  expect(world.cluster.hpas.get("payment-history-api-blue")).toMatchObject({ min: 5, max: 6 });
  expect(world.size("blue")).toBe(5);
  expect(records[0]).toBe(
    "Autoscaler of payment-history-api-blue: at least 5 pods from now on, while a deployment runs.",
  );
  const writes = world.cluster.writes.length;
  const closed = { baseMin: 2, baseMax: 6, ceiling: 12, floors: [] };
  expect(await sweep({ locked: true, scaling: closed })).toBe(0);
  expect(world.cluster.writes).toHaveLength(writes);
});

test("a raised minimum is written, and its pods start at once", async () => {
  const { world, sweep, records } = await idleWorld();
  expect(await sweep({ scaling: { baseMin: 4, baseMax: 6, ceiling: 12, floors: [] } })).toBe(2);
  expect(world.size("blue")).toBe(4);
  expect(records).toEqual([
    "Autoscaler of payment-history-api-blue: 2-6 became 4-6.",
    "Raises payment-history-api-blue from 2 to 4 pods.",
  ]);
});

test("a target that a deployment took meanwhile is left alone", async () => {
  const { world, sweep, take } = await idleWorld();
  world.cluster.hpas.clear();
  take();
  expect(await sweep()).toBe(0);
  expect(await sweep({ locked: true })).toBe(0);
  expect(world.cluster.hpas.size).toBe(0);
});

test("a left-over color is parked: autoscaler first, then its pods", async () => {
  const { world, sweep } = await idleWorld();
  const second = await world.request();
  await world.untilState(second, "holding");
  world.cluster.advance(1000);
  expect(await sweep({ busyColors: ["blue"] })).toBe(0);
  expect(await sweep()).toBe(2);
  expect(world.size("blue")).toBe(0);
  expect(world.cluster.writes.slice(-2).map(({ effect }) => effect.kind)).toEqual(["deleteHpa", "scale"]);
});

test("a deleted active Service is created again with the color and fence of the record", async () => {
  const { world, sweep, records } = await idleWorld();
  world.cluster.active = null;
  expect(await sweep()).toBe(1);
  expect(world.serving()).toBe("blue");
  expect(world.cluster.active).toMatchObject({ fence: 1, clusterIp: "10.96.0.10" });
  expect(world.cluster.readyOfActive().length).toBeGreaterThan(0);
  expect(records).toEqual(["The active Service payment-history-api was deleted and was created again."]);
});

test("a deleted Service of a target without a record is left to people", async () => {
  const { world, sweep } = await idleWorld();
  world.cluster.active = null;
  expect(await sweep({ record: { servingColor: null, epoch: 1, address: null, serving: null } })).toBe(0);
});

test("a silent cluster is left alone", async () => {
  const { world, sweep } = await idleWorld();
  world.cluster.weather.reachable = false;
  expect(await sweep()).toBe(0);
});
