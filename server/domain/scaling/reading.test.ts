import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import { seen } from "@/server/testing/seen";
import { boundReasons, type TimedFloor } from "./bound-reasons";
import { effectiveBounds } from "./bounds";
import { needOf } from "./need";
import { policyDifferences } from "./policy-differences";
import { podAskOf, poolRoom } from "./pool-room";

const until = "2026-11-23T23:00:00.000Z";
const floor = (source: TimedFloor["source"], value: number, more: Partial<TimedFloor> = {}): TimedFloor => ({
  color: "all",
  source,
  value,
  expiresAt: null,
  ...more,
});

describe("reasons of the bounds", () => {
  const base = { baseMin: 3, baseMax: 9, ceiling: 12 };
  test.each([
    ["the base decides when nothing raises it", [], ["min base 3 *", "max base 9 *"]],
    [
      "an override decides while it is higher, and says until when",
      [floor("override", 6, { expiresAt: until })],
      ["min base 3", `min override 6 * ${until}`, "max base 9 *"],
    ],
    [
      "a floor below the base changes nothing",
      [floor("window", 2)],
      ["min base 3 *", "min window 2", "max base 9 *"],
    ],
    [
      "of two floors the higher decides, and lifts the maximum with it",
      [floor("window", 10), floor("override", 5)],
      ["min base 3", "min window 10 *", "min override 5", "max base 9", "max window 10 *"],
    ],
    [
      "of equal ones the base decides",
      [floor("deploy", 3)],
      ["min base 3 *", "min deploy 3", "max base 9 *"],
    ],
    [
      "another color's floor and a standby's are no reasons",
      [floor("deploy", 8, { color: "green" }), floor("standby", 7)],
      ["min base 3 *", "max base 9 *"],
    ],
  ])("%s", (_says, floors, expected) => {
    const words = boundReasons({ ...base, floors }, "blue").map(
      ({ bound, source, value, decides, expiresAt }) =>
        [bound, source, value, ...(decides ? ["*"] : []), ...(expiresAt ? [expiresAt] : [])].join(" "),
    );
    expect(words).toEqual(expected);
  });

  const someFloor = fc.record({
    color: fc.constantFrom("blue" as const, "green" as const, "all" as const),
    source: fc.constantFrom("deploy" as const, "standby" as const, "override" as const, "window" as const),
    value: fc.integer({ min: 1, max: 60 }),
    expiresAt: fc.constantFrom(null, until),
  });

  test("exactly one reason decides each bound, with the value in force; never below need's floors, never min above max", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        fc.array(someFloor, { maxLength: 6 }),
        (baseMin, more, floors) => {
          const bounds = { baseMin, baseMax: baseMin + more, ceiling: 60, floors };
          const { min, max } = effectiveBounds(bounds, "blue");
          const deciding = boundReasons(bounds, "blue").filter(({ decides }) => decides);
          expect(deciding.map(({ bound, value }) => [bound, value])).toEqual([
            ["min", min],
            ["max", max],
          ]);
          expect(min).toBeLessThanOrEqual(max);
          const open = floors.filter(
            ({ source, color }) => (source === "override" || source === "window") && color !== "green",
          );
          const openFloor = Math.max(0, ...open.map(({ value }) => value));
          expect(min).toBeGreaterThanOrEqual(needOf({ wish: 0, ratio: 1, baseMin, openFloor }));
        },
      ),
    );
  });
});

function hpa(more: Partial<HpaSeen> = {}): HpaSeen {
  const found = Object.values(seen({ blue: { wanted: 2, hpa: { min: 2, max: 6 } } }).hpas)[0];
  if (!found) throw new Error("no autoscaler in the look");
  return {
    ...found,
    metrics: [{ name: "cpu", target: 60, value: 40 }],
    scaleDownSeconds: 300,
    editors: [],
    ...more,
  };
}

describe("differences from the policy", () => {
  const policy = { bounds: { min: 2, max: 6 }, targetCpuPercent: 60, scaleDownSeconds: 300 };
  const by = (field: "minReplicas" | "maxReplicas" | "metrics" | "behavior") => [
    { field, manager: "kubectl-edit", at: until },
  ];
  test.each([
    ["none when all is as the policy says", hpa(), policy, []],
    [
      "a bound edited by hand, with manager and time",
      hpa({ min: 1, editors: by("minReplicas") }),
      policy,
      [`minReplicas 1 for 2 kubectl-edit ${until}`],
    ],
    ["a bound that nobody edited", hpa({ max: 9 }), policy, ["maxReplicas 9 for 6"]],
    ["none when a hand wrote the right value", hpa({ editors: by("minReplicas") }), policy, []],
    [
      "the CPU target and the wait",
      hpa({
        metrics: [{ name: "cpu", target: 90, value: null }],
        scaleDownSeconds: 0,
        editors: by("metrics"),
      }),
      policy,
      [`metrics 90 for 60 kubectl-edit ${until}`, "behavior 0 for 300"],
    ],
    [
      "a hand edit while a rollout decides the bounds",
      hpa({ min: 9, editors: by("minReplicas") }),
      { ...policy, bounds: null },
      [`minReplicas 9 for - kubectl-edit ${until}`],
    ],
    ["no hand edit while a rollout decides the bounds", hpa({ min: 9 }), { ...policy, bounds: null }, []],
  ])("%s", (_says, given, expected, lines) => {
    const words = policyDifferences(given, expected).map(
      ({ field, seen: value, expected: wanted, manager, at }) =>
        [field, value, "for", wanted ?? "-", ...(manager === null ? [] : [manager, at])].join(" "),
    );
    expect(words).toEqual(lines);
  });

  test("an observation from before these facts were kept says nothing about them", () => {
    const { metrics: _metrics, scaleDownSeconds: _seconds, editors: _editors, ...old } = hpa({ min: 1 });
    expect(policyDifferences(old, policy).map(({ field }) => field)).toEqual(["minReplicas"]);
  });
});

describe("room in a pool", () => {
  const node = (name: string, more: object = {}) => ({
    name,
    open: true,
    cpu: 4,
    memory: 8,
    pods: 10,
    ...more,
  });
  test.each([
    ["whole nodes", [node("a"), node("b")], [], { cpu: 1, memory: 1 }, 8],
    ["a pod does not spread over two nodes", [node("a"), node("b")], [], { cpu: 3, memory: 1 }, 2],
    ["memory is the limit", [node("a")], [], { cpu: 0.1, memory: 3 }, 2],
    ["places for pods are the limit", [node("a", { pods: 3 })], [], { cpu: 0.1, memory: 0.1 }, 3],
    [
      "places that are taken count",
      [node("a", { pods: 5 })],
      [{ node: "a", cpu: 0, memory: 0, pods: 3 }],
      { cpu: 0.1, memory: 0.1 },
      2,
    ],
    ["a closed node has no room", [node("a", { open: false }), node("b")], [], { cpu: 1, memory: 1 }, 4],
    [
      "what runs is taken off",
      [node("a")],
      [{ node: "a", cpu: 2.5, memory: 1, pods: 3 }],
      { cpu: 0.5, memory: 0.5 },
      3,
    ],
    [
      "more than there is leaves nothing",
      [node("a")],
      [{ node: "a", cpu: 9, memory: 1, pods: 3 }],
      { cpu: 1, memory: 1 },
      0,
    ],
    ["an unknown size has no answer", [node("a")], [], null, null],
  ])("%s", (_says, nodes, taken, ask, fits) => {
    expect(poolRoom(nodes, taken, ask).fits).toBe(fits);
  });

  test("only open nodes count in the sums", () => {
    const taken = [
      { node: "a", cpu: 1, memory: 2, pods: 1 },
      { node: "b", cpu: 3, memory: 2, pods: 1 },
    ];
    expect(poolRoom([node("a"), node("b", { open: false })], taken, null)).toEqual({
      nodes: 2,
      closed: 1,
      cpu: { all: 4, asked: 1 },
      memory: { all: 8, asked: 2 },
      fits: null,
    });
  });
});

test.each([
  ["cores and bytes", { cpu: "500m", memory: "512Mi" }, { cpu: 0.5, memory: 512 * 1024 ** 2 }],
  ["cores alone", { cpu: "2" }, { cpu: 2, memory: 0 }],
  ["nothing that was read", undefined, null],
  ["nothing at all", { cpu: null, memory: null }, null],
  ["no quantity", { cpu: "much" }, null],
])("a pod that asks for %s", (_what, resources, ask) => expect(podAskOf(resources)).toEqual(ask));
