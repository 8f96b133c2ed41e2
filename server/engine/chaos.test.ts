import fc from "fast-check";
import { expect, test } from "vitest";
import { isTerminal } from "@/contracts/deployment-state";
import { activeSelector } from "@/server/domain/rollout/target";
import { edges } from "@/server/domain/rollout/transitions";
import { EngineWorld } from "@/server/testing/engine-world";

type Event =
  | { kind: "wait"; ms: number }
  | { kind: "request" }
  | { kind: "ask"; ask: "cancel" | "promote" | "switchBack" | "retry" | "finish" }
  | { kind: "silence"; ms: number }
  | { kind: "loseAnswers"; ms: number }
  | { kind: "break" }
  | { kind: "mend" }
  | { kind: "slow"; ms: number }
  | { kind: "newWorker" }
  | { kind: "deletePods" };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 250, max: 40_000 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "request" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("ask" as const),
      ask: fc.constantFrom(
        "cancel" as const,
        "promote" as const,
        "switchBack" as const,
        "retry" as const,
        "finish" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("silence" as const),
      ms: fc.integer({ min: 1000, max: 120_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("loseAnswers" as const),
      ms: fc.integer({ min: 1000, max: 20_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "break" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "mend" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("slow" as const), ms: fc.integer({ min: 500, max: 30_000 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "newWorker" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "deletePods" as const }) },
);

/** What must hold after every step, whatever happens around the engine. */
async function checkAlways(world: EngineWorld): Promise<void> {
  const selector = world.cluster.active?.selector ?? null;
  const { service } = world.target;
  const allowed = [null, activeSelector(service, "blue"), activeSelector(service, "green")];
  expect(allowed.map((each) => JSON.stringify(each))).toContain(JSON.stringify(selector));
  for (const hpa of world.cluster.hpas.values()) expect(hpa.min).toBeLessThanOrEqual(hpa.max);
}

/** Lets time pass in small steps, so that the worker meets every moment. */
async function pass(world: EngineWorld, ms: number): Promise<void> {
  const end = world.cluster.now + ms;
  while (world.cluster.now < end) {
    await world.step();
    await checkAlways(world);
    world.cluster.advance(500);
  }
}

async function happen(world: EngineWorld, happening: Event): Promise<void> {
  const newest = world.ids.at(-1);
  if (happening.kind === "wait") await pass(world, happening.ms);
  if (happening.kind === "request" && world.ids.length < 5) await world.request();
  if (happening.kind === "ask" && newest !== undefined)
    await world.probe.ask(newest, happening.ask, "payment-oncall-1");
  if (happening.kind === "newWorker")
    world.options = { ...world.options, workerName: `${world.options.workerName}+` };
  await changeWeather(world, happening);
}

async function changeWeather(world: EngineWorld, happening: Event): Promise<void> {
  const { weather } = world.cluster;
  if (happening.kind === "break") weather.brokenImage = String(world.ids.length).padStart(4, "0");
  if (happening.kind === "mend") weather.brokenImage = null;
  if (happening.kind === "slow") weather.readyAfterMs = happening.ms;
  if (happening.kind === "deletePods")
    world.cluster.pods = world.cluster.pods.filter((_, index) => index % 2 === 0);
  if (happening.kind === "silence" || happening.kind === "loseAnswers") {
    if (happening.kind === "silence") weather.reachable = false;
    else weather.loseAnswers = true;
    await pass(world, happening.ms);
    weather.reachable = true;
    weather.loseAnswers = false;
  }
}

/** When the weather is fair again and people decide what is theirs, every deployment comes to its end. */
async function settle(world: EngineWorld): Promise<void> {
  world.cluster.weather = {
    readyAfterMs: 2000,
    graceMs: 1000,
    brokenImage: null,
    reachable: true,
    checkFails: false,
    loseAnswers: false,
  };
  await pass(world, 30_000);
  for (let round = 0; round < 40; round += 1) {
    const looks = await Promise.all(
      world.ids.map(async (id) => ({ id, ...(await world.probe.look(id)).rollout })),
    );
    const open = looks.filter((look) => !isTerminal(look.state));
    if (open.length === 0) return;
    for (const each of open) {
      if (each.state === "awaiting_promotion") await world.probe.ask(each.id, "promote", "payment-dev-1");
      if (each.hold === "manual") await world.probe.ask(each.id, "retry", "payment-dev-1");
    }
    await pass(world, 60_000);
  }
  throw new Error(`never ended: ${await world.describe()}`);
}

test("in any weather: traffic is on blue or green, steps follow the graph, and when it is fair again everything ends well", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 25 }), async (happenings) => {
      const world = new EngineWorld();
      await world.firstRelease();
      for (const each of happenings) await happen(world, each);
      await settle(world);
      for (const id of world.ids) {
        const steps = await world.probe.transitions(id);
        for (const step of steps)
          if (step.from !== step.to) expect(edges[step.from as keyof typeof edges]).toContain(step.to);
        const back = steps.filter(
          (step) => step.to === "rolling_back" && step.from !== "rolling_back",
        ).length;
        const moved = world
          .switches()
          .filter(
            ({ effect }) =>
              effect.kind === "select" &&
              effect.key === "E11" &&
              Object.values(effect.annotations).includes(id),
          ).length;
        expect(moved).toBeLessThanOrEqual(1);
        expect(back).toBeLessThanOrEqual(1);
        expect((await world.probe.look(id)).openEffects).toBe(0);
      }
      const idle = world.serving() === "blue" ? "green" : "blue";
      expect(world.size(idle)).toBe(0);
      expect([...world.cluster.hpas.keys()]).toEqual([`${world.target.service}-${world.serving()}`]);
      expect(world.cluster.readyOfActive().length).toBeGreaterThanOrEqual(2);
      const writes = world.cluster.writes.length;
      await pass(world, 30_000);
      expect(world.cluster.writes).toHaveLength(writes);
    }),
    { numRuns: 60 },
  );
}, 180_000);
