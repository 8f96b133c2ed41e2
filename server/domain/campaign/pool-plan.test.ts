import { describe, expect, test } from "vitest";
import { placePods } from "./place-pods";
import { type MorePods, poolPlan, poolRefusal } from "./pool-plan";
import { proposeFloor } from "./proposal";
import { slugOf } from "./slug";

const gib = 1024 ** 3;
const node = (cpu: number, memory = 64, pods = 110) => ({ cpu, memory: memory * gib, pods });
const ask = (cpu: number, memory = 1) => ({ cpu, memory: memory * gib });

describe("whether pods find nodes", () => {
  test.each<[string, Parameters<typeof placePods>[0], Parameters<typeof placePods>[1], number[]]>([
    ["all fit", [node(8)], [{ service: "a", pods: 4, ask: ask(2) }], [0]],
    ["cores run out", [node(8)], [{ service: "a", pods: 5, ask: ask(2) }], [1]],
    ["memory runs out first", [node(8, 4)], [{ service: "a", pods: 5, ask: ask(1, 1) }], [1]],
    ["places run out first", [node(8, 64, 3)], [{ service: "a", pods: 5, ask: ask(1) }], [2]],
    [
      "two halves are no whole: each pod needs one node",
      [node(3), node(3)],
      [{ service: "a", pods: 2, ask: ask(4) }],
      [2],
    ],
    [
      "the large ones go first",
      [node(4), node(2)],
      [
        { service: "a", pods: 2, ask: ask(1) },
        { service: "b", pods: 1, ask: ask(4) },
      ],
      [0, 0],
    ],
    ["no node", [], [{ service: "a", pods: 1, ask: ask(1) }], [1]],
    ["nothing is asked for", [], [], []],
  ])("%s", (_what, nodes, wanted, short) => {
    const placed = placePods(nodes, wanted).toSorted((left, right) =>
      left.service < right.service ? -1 : 1,
    );
    expect(placed.map((each) => each.short)).toEqual(short);
  });
});

describe("room in a pool", () => {
  const pool = {
    cluster: "prod-1",
    pool: "b",
    nodes: [
      { name: "b-1", open: true, ...node(16) },
      { name: "b-2", open: false, ...node(16) },
    ],
    taken: [{ node: "b-1", cpu: 6, memory: 6 * gib, pods: 6 }],
  };
  const more = (pods: number, each: Partial<MorePods> = {}): MorePods => ({
    ...{
      service: "points-balance-api",
      cluster: "prod-1",
      namespace: "points-prod",
      pool: "b",
      pods,
      ask: ask(1),
    },
    ...each,
  });

  test.each<[string, MorePods[], MorePods[], RegExp | null]>([
    ["what fits", [more(10)], [], null],
    [
      "one too many",
      [more(11)],
      [],
      /lacks room for 1 of 11 more pods: they ask for 11 CPU and 11 GiB, and 10 CPU and 58 GiB are free/u,
    ],
    [
      "others have planned for that time",
      [more(8)],
      [more(4, { service: "other" })],
      /lacks room for 2 of 8 .* beside 4 CPU that other campaigns need/u,
    ],
    [
      "others alone need more than there is",
      [more(2)],
      [more(20, { service: "other" })],
      /lacks room for 2 of 2 more pods/u,
    ],
    ["another pool is another matter", [more(10)], [more(9, { pool: "a" })], null],
    ["the size of a pod is not known", [more(99, { ask: null })], [], null],
    ["nothing more is asked for", [more(0)], [more(99)], null],
  ])("%s", (_what, own, others, words) => {
    const refusal = poolRefusal(poolPlan(pool, { own, others }));
    if (words === null) expect(refusal).toBeNull();
    else
      expect(refusal).toMatchObject({
        code: "capacity_exceeded",
        reason: expect.stringMatching(words),
        path: "targets",
      });
  });

  test("a pool that was never seen refuses nothing, and says that nobody knows", () => {
    const view = poolPlan({ ...pool, nodes: [] }, { own: [more(5)], others: [] });
    expect(view.short).toBeNull();
    expect(poolRefusal(view)).toBeNull();
  });
});

test.each([
  ["peak and a load test", { multiplier: null, peakRps: 1050, rpsPerPod: 62.9, running: 4 }, 24],
  ["the usual peak, ten times", { multiplier: 10, peakRps: 100, rpsPerPod: 62.9, running: 4 }, 23],
  ["only a multiplier", { multiplier: 10, peakRps: null, rpsPerPod: null, running: 4 }, 40],
  ["nothing", { multiplier: null, peakRps: null, rpsPerPod: null, running: 4 }, null],
  ["a multiplier of nothing", { multiplier: 10, peakRps: null, rpsPerPod: null, running: null }, null],
])("a floor from %s", (_what, figures, floor) => {
  expect(proposeFloor(figures)?.floor ?? null).toBe(floor);
});

test.each([
  ["Official-account push: night coupon", [], "official-account-push-night-coupon"],
  ["Night coupon", ["night-coupon"], "night-coupon-2"],
  ["Night coupon", ["night-coupon", "night-coupon-2"], "night-coupon-3"],
  ["New", [], "campaign-new"],
  ["夜", [], "campaign"],
])("the address of %s beside %j is %s", (title, taken, slug) => {
  expect(slugOf(title, taken)).toBe(slug);
});
