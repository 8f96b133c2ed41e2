import { describe, expect, test } from "vitest";
import { isTerminal } from "@/contracts/deployment-state";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import { aPolicy } from "@/server/testing/a-rollout";
import { EngineWorld } from "@/server/testing/engine-world";

/** Where a worker may die: before an effect is written down, after that, after the call, after its evidence is written. */
const points = ["before planned", "after planned", "after call", "after confirm"] as const;
type Point = (typeof points)[number];

class Death extends Error {}

/** Kills the worker at one point of its n-th effect. */
function mortal(world: EngineWorld, death: { effect: number; point: Point }) {
  let effects = 0;
  const at = (point: Point) => {
    if (effects === death.effect && death.point === point) throw new Death(point);
  };
  const store: DeploymentStore = {
    claimDue: (worker, batch) => world.probe.store.claimDue(worker, batch),
    load: (lease) => world.probe.store.load(lease),
    heartbeat: (leases) => world.probe.store.heartbeat(leases),
    release: (lease, wakeInMs) => world.probe.store.release(lease, wakeInMs),
    bundle: (sha256) => world.probe.store.bundle(sha256),
    onWake: (callback) => world.probe.store.onWake(callback),
    async advance(lease, change) {
      if (change.decision.effect !== null) {
        effects += 1;
        at("before planned");
      }
      const advanced = await world.probe.store.advance(lease, change);
      if (change.decision.effect !== null) at("after planned");
      return advanced;
    },
    async close(lease, closing) {
      const kept = await world.probe.store.close(lease, closing);
      at("after confirm");
      return kept;
    },
  };
  const gateway: ClusterGateway = {
    observe: (target) => world.cluster.observe(target),
    dryRun: (target, objects) => world.cluster.dryRun(target, objects),
    logs: () => world.cluster.logs(),
    pod: (target, name) => world.cluster.pod(target, name),
    async perform(target, effect) {
      const result = await world.cluster.perform(target, effect);
      at("after call");
      return result;
    },
  };
  return { ...world.options, store, gatewayFor: () => gateway };
}

/** Everything that must not depend on crashes: the end state and the objects, without versions and times. */
async function outcome(world: EngineWorld, id: string) {
  const { cluster } = world;
  return {
    state: await world.state(id),
    openEffects: (await world.probe.look(id)).openEffects,
    serving: world.serving(),
    sizes: [...cluster.workloads]
      .map(([name, { seen }]) => [name, seen.wanted, seen.bundle, seen.deploymentId])
      .sort(),
    hpas: [...cluster.hpas.values()].map(({ name, min, max }) => [name, min, max]).sort(),
    objects: [...cluster.objects.keys(), ...cluster.configMaps.keys()].sort(),
    preview: cluster.preview?.selector,
  };
}

interface Scenario {
  name: string;
  run(world: EngineWorld): Promise<string>;
}

const scenarios: Scenario[] = [
  { name: "first deployment", run: (world) => world.request() },
  {
    name: "release over blue",
    run: async (world) => {
      await world.firstRelease();
      return world.request();
    },
  },
  {
    name: "candidate that dies in the bake",
    run: async (world) => {
      await world.firstRelease();
      return world.request({ policy: aPolicy({ bakeMs: 120_000 }) });
    },
  },
];

/** Runs to the end; at the given point the worker dies and another one goes on. */
async function play(scenario: Scenario, death: { effect: number; point: Point } | null) {
  const world = new EngineWorld();
  const id = await scenario.run(world);
  const before = world.switches().length;
  let options = death === null ? world.options : mortal(world, death);
  let died = false;
  const end = world.cluster.now + 3_600_000;
  while (!isTerminal(await world.state(id)) && world.cluster.now < end) {
    if (scenario.name.includes("dies") && (await world.state(id)) === "verifying")
      world.cluster.weather.brokenImage = "0002";
    expect(
      world.cluster.readyOfActive().length > 0 ||
        world.serving() === undefined ||
        world.cluster.weather.brokenImage !== null,
    ).toBe(true);
    try {
      await world.step(options);
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      died = true;
      options = { ...world.options, workerName: "worker-2" };
    }
    world.cluster.advance(500);
  }
  return {
    outcome: await outcome(world, id),
    died,
    switches: world.switches().length - before,
    writes: world.cluster.writes.length,
  };
}

describe.each(scenarios)("$name", (scenario) => {
  test("ends the same wherever a worker dies, and traffic moves no more often", async () => {
    const calm = await play(scenario, null);
    let deaths = 0;
    for (let effect = 1; effect <= 60; effect += 1) {
      let reached = false;
      for (const point of points) {
        const crashed = await play(scenario, { effect, point });
        if (!crashed.died) continue;
        reached = true;
        deaths += 1;
        expect({ effect, point, ...crashed.outcome }).toEqual({ effect, point, ...calm.outcome });
        expect(crashed.switches).toBe(calm.switches);
      }
      if (!reached) break;
    }
    expect(deaths).toBeGreaterThan(20);
  }, 120_000);
});
