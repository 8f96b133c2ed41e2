import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf } from "@/server/domain/manifest/parts";
import { aDeployment, aTarget, testNow } from "@/server/testing/a-rollout";
import { aBundle } from "@/server/testing/engine-world";
import { type SeenInput, seen } from "@/server/testing/seen";
import { type Bounds, effectiveBounds, openFloor, standbyBounds } from "./bounds";
import { collectable } from "./config-collection";
import { headroomOf, needOf, withinCeiling } from "./need";
import { correctionOf, type IdleTarget } from "./upkeep";

describe("need", () => {
  test.each([
    ["follows the wish of the serving color", { wish: 7, ratio: 1, baseMin: 2, openFloor: 0 }, 7],
    ["is never below the base minimum", { wish: 0, ratio: 1, baseMin: 3, openFloor: 0 }, 3],
    ["is never below an open floor", { wish: 4, ratio: 1, baseMin: 2, openFloor: 20 }, 20],
    ["is at least one pod", { wish: 0, ratio: 1, baseMin: 0, openFloor: 0 }, 1],
    ["rounds a share up", { wish: 7, ratio: 0.5, baseMin: 1, openFloor: 0 }, 4],
  ] as const)("%s", (_, input, expected) => {
    expect(needOf(input)).toBe(expected);
  });

  test("the reserve is a tenth, at least one pod, and nothing when there is no room", () => {
    expect([headroomOf(4, true), headroomOf(25, true), headroomOf(4, false)]).toEqual([1, 3, 0]);
    expect(withinCeiling(13, { max: 12, headroom: 1 })).toBe(true);
    expect(withinCeiling(14, { max: 12, headroom: 1 })).toBe(false);
  });
});

const floor = fc.record({
  color: fc.constantFrom("blue" as const, "green" as const, "all" as const),
  source: fc.constantFrom("deploy" as const, "standby" as const, "override" as const, "window" as const),
  value: fc.integer({ min: 1, max: 60 }),
});
const bounds: fc.Arbitrary<Bounds> = fc
  .record({
    baseMin: fc.integer({ min: 1, max: 10 }),
    more: fc.integer({ min: 0, max: 20 }),
    floors: fc.array(floor, { maxLength: 5 }),
  })
  .map(({ baseMin, more, floors }) => ({ baseMin, baseMax: baseMin + more, ceiling: 60, floors }));

describe("bounds", () => {
  test("the minimum is never above the maximum, never below the base, and covers every floor of the color", () => {
    fc.assert(
      fc.property(bounds, fc.constantFrom("blue" as const, "green" as const), (given, color) => {
        const { min, max } = effectiveBounds(given, color);
        expect(min).toBeLessThanOrEqual(max);
        expect(min).toBeGreaterThanOrEqual(given.baseMin);
        for (const each of given.floors)
          if (each.color === color && each.source === "deploy")
            expect(min).toBeGreaterThanOrEqual(each.value);
      }),
    );
  });

  test("without floors the bounds are the base exactly: nothing is remembered", () => {
    fc.assert(
      fc.property(bounds, (given) => {
        expect(effectiveBounds({ ...given, floors: [] }, "blue")).toEqual({
          min: given.baseMin,
          max: given.baseMax,
        });
      }),
    );
  });

  test("a standby keeps exactly its size; only windows and overrides are open floors", () => {
    const given: Bounds = {
      baseMin: 2,
      baseMax: 6,
      ceiling: 12,
      floors: [
        { color: "blue", source: "standby", value: 4 },
        { color: "all", source: "window", value: 20 },
      ],
    };
    expect(standbyBounds(given, "blue")).toEqual({ min: 4, max: 4 });
    expect(standbyBounds(given, "green")).toBeNull();
    expect(openFloor(given)).toBe(20);
  });
});

const parts = partsOf(aBundle({ ...aDeployment(), candidateColor: "blue" }));
const idle: IdleTarget = {
  target: aTarget,
  hpaMode: "per_color",
  scaling: aDeployment().scaling,
  policy: null,
  parts,
  record: { servingColor: "blue", epoch: 7, address: "10.96.0.10", serving: "deployment" },
  busyColors: [],
};
const calm = { podDisruptionBudgets: ["payment-history-api-blue"] };

describe("an idle target", () => {
  const rows: { says: string; idle?: Partial<IdleTarget>; seen?: SeenInput; effect: string | undefined }[] = [
    { says: "gets no write when it is as it should be", effect: undefined },
    {
      says: "gets its bounds back when somebody edited them",
      seen: { blue: { wanted: 2, hpa: { min: 1, max: 6 } } },
      effect: "S1",
    },
    {
      says: "gets its autoscaler back when somebody deleted it",
      seen: { blue: { wanted: 2 } },
      effect: "S1",
    },
    {
      says: "follows an edit of the policy",
      idle: { scaling: { baseMin: 3, baseMax: 9, ceiling: 12, floors: [] } },
      effect: "S1",
    },
    {
      says: "gets its PodDisruptionBudget back",
      seen: { overrides: { podDisruptionBudgets: [] } },
      effect: "S2:payment-history-api-blue",
    },
    {
      says: "loses a left-over autoscaler of the idle color",
      seen: { green: { wanted: 1, hpa: { min: 1, max: 2 } } },
      effect: "S3:hpa",
    },
    { says: "loses left-over pods of the idle color", seen: { green: { wanted: 1 } }, effect: "S3" },
    {
      says: "keeps a warm standby",
      idle: { busyColors: ["green"] },
      seen: { green: { wanted: 1, hpa: { min: 1, max: 2 } } },
      effect: undefined,
    },
    {
      says: "keeps left-over pods while nothing else stands",
      seen: { blue: { wanted: 2, ready: 0, hpa: { min: 2, max: 6 } }, green: { wanted: 1 } },
      effect: undefined,
    },
    {
      says: "is left alone when its Service selects something foreign",
      seen: { serving: "elsewhere", green: { wanted: 1 } },
      effect: undefined,
    },
    {
      says: "is left alone when nothing serves",
      seen: { serving: "nothing", green: { wanted: 1 } },
      effect: undefined,
    },
    { says: "gets its Service back when somebody deleted it", seen: { serving: "no service" }, effect: "S4" },
    {
      says: "gets no Service when the record does not know who served",
      idle: { record: { servingColor: null, epoch: 0, address: null, serving: null } },
      seen: { serving: "no service" },
      effect: undefined,
    },
    {
      says: "starts the pods of a raised minimum itself",
      seen: { blue: { wanted: 1, hpa: { min: 2, max: 6 } } },
      effect: "S5",
    },
    { says: "is not woken from 0", seen: { blue: { wanted: 0 } }, effect: undefined },
  ];
  test.each(rows)("$says", (row) => {
    const look = seen({ ...row.seen, overrides: { ...calm, ...row.seen?.overrides } });
    expect(correctionOf({ ...idle, ...row.idle }, look)?.effect.key).toBe(row.effect);
  });
});

test("a correction says who had edited the bounds, and names nobody for a change of the policy", () => {
  const look = seen({ blue: { wanted: 2, hpa: { min: 1, max: 6 } }, overrides: calm });
  const editors = [{ field: "minReplicas" as const, manager: "kubectl-edit", at: null }];
  const hpas = Object.fromEntries(
    Object.entries(look.hpas).map(([name, hpa]) => [name, { ...hpa, editors }]),
  );
  expect(correctionOf(idle, { ...look, hpas })?.because).toBe(
    "Autoscaler of payment-history-api-blue: 1-6 became 2-6; kubectl-edit had edited it.",
  );
  expect(correctionOf(idle, look)?.because).toBe("Autoscaler of payment-history-api-blue: 1-6 became 2-6.");
});

describe("ConfigMaps", () => {
  const old = new Date(testNow - 8 * 86_400_000).toISOString();
  const young = new Date(testNow - 86_400_000).toISOString();
  const existing = [
    { name: "payment-history-api-config-v1-aa", uid: "1", createdAt: old },
    { name: "payment-history-api-config-v2-bb", uid: "2", createdAt: old },
    { name: "payment-history-api-config-v3-cc", uid: "3", createdAt: young },
    { name: "payment-history-api-config-v4-dd", uid: "4", createdAt: old },
  ];
  const look = seen({
    overrides: { configMapUse: { existing, referenced: ["payment-history-api-config-v2-bb"] } },
  });

  test("only old ones that nothing names are collected", () => {
    const effects = collectable(look, { inUse: ["payment-history-api-config-v4-"], now: testNow });
    expect(effects.map((effect) => effect.key)).toEqual(["E16:payment-history-api-config-v1-aa"]);
  });

  test("nothing is collected when the references were not read", () => {
    expect(collectable(seen(), { inUse: [], now: testNow })).toEqual([]);
  });
});
