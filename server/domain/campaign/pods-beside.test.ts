import { expect, test } from "vitest";
import { type FloorNeed, type HeldFloor, podsBeside, podsOf } from "./pods-beside";
import { poolPlan, poolRefusal } from "./pool-plan";

const gib = 1024 ** 3;
const ask = { cpu: 1, memory: gib };
const pool = {
  ...{ cluster: "prod-1", pool: "a" },
  nodes: [{ name: "a-1", open: true, cpu: 20, memory: 64 * gib, pods: 110 }],
  taken: [],
};

/** Ours holds from 100 to 200: 12 pods more in a pool that has room for 20. */
const ours: FloorNeed = {
  ...{
    key: "web",
    service: "web",
    cluster: "prod-1",
    namespace: "web-prod",
    pool: "a",
    ask,
    floor: 16,
    running: 4,
  },
};
const span = { from: 100, until: 200 };

/** Another campaign holds 12 pods of coupon, which has 2: 10 more, so that both lack room for 2. */
const theirs = (more: Partial<HeldFloor> = {}): HeldFloor => ({
  ...{
    key: "coupon",
    service: "coupon",
    cluster: "prod-1",
    namespace: "web-prod",
    pool: "a",
    ask,
    floor: 12,
    running: 2,
  },
  ...{ from: 150, until: 250 },
  ...more,
});

test.each<[string, HeldFloor[], number]>([
  ["nobody else", [], 0],
  ["another in the middle of it", [theirs()], 2],
  ["another that lasts longer on both sides", [theirs({ from: 0, until: 900 })], 2],
  ["another that is over when ours begins", [theirs({ from: 0, until: 100 })], 0],
  ["another that begins when ours is over", [theirs({ from: 200, until: 300 })], 0],
  ["another whose last moment meets our first", [theirs({ from: 0, until: 101 })], 2],
  ["another whose pods run already", [theirs({ running: 12 })], 0],
  ["another of which all pods but one run", [theirs({ running: 11 })], 0],
  ["another of which nothing was seen yet", [theirs({ running: null })], 4],
  ["another in another pool", [theirs({ pool: "b" })], 0],
  ["another in a pool of that name in another cluster", [theirs({ cluster: "dr-1" })], 0],
  ["the same service, a lower floor", [theirs({ key: "web", service: "web", floor: 14 })], 0],
  ["the same service, a floor that asks for 10 more", [theirs({ key: "web", service: "web", floor: 26 })], 2],
  ["a service of that name elsewhere", [theirs({ key: "web in rc", service: "web" })], 2],
  ["two that raise the same service: the higher one, once", [theirs(), theirs({ floor: 11 })], 2],
  ["two that raise different ones", [theirs(), theirs({ key: "points", service: "points" })], 12],
])("room for a campaign beside %s", (_what, held, short) => {
  const others = podsBeside({ spans: [span], needs: [ours] }, held);
  const view = poolPlan(pool, { own: podsOf([ours]), others });
  expect(view.short).toBe(short);
  if (short === 0) expect(poolRefusal(view)).toBeNull();
  else expect(poolRefusal(view)?.reason).toMatch(/lacks room for \d+ of 12 more pods: .* beside \d+ CPU/u);
});

test("a campaign that comes every week meets whatever meets one of its dates", () => {
  const spans = [span, { from: 1100, until: 1200 }];
  const [late] = podsBeside({ spans, needs: [ours] }, [theirs({ from: 1150, until: 1160 })]);
  expect(late).toMatchObject({ service: "coupon", pods: 10 });
  expect(podsBeside({ spans, needs: [ours] }, [theirs({ from: 300, until: 1100 })])).toEqual([]);
});
