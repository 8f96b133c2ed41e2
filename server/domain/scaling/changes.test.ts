import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Manifest } from "@/contracts/manifest";
import { type BasePolicy, isLower } from "@/contracts/scaling-change";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import { anActor, member, ownership } from "@/server/testing/an-actor";
import { differencesFrom, withPolicy } from "./autoscaler-policy";
import { needsApproval, rightsOf, type ScalingPlace, wayOf } from "./change-rights";
import { mayDecideChange, mayWithdrawChange, type ScalingRequestCase, stateAt } from "./decide-change";
import { baseWithin, floorWithin, leastMinimum, type ScalingLimits } from "./guard-rails";
import { mayRaise } from "./raised-floor";

const now = Date.UTC(2026, 0, 1);
const placeIn = (environment: string, approvals: number): ScalingPlace => ({
  resource: { ownership, place: { environment, protected: environment !== "beta" } },
  approvals,
  now,
});
const places = { beta: placeIn("beta", 0), rc: placeIn("rc", 0), production: placeIn("production", 1) };

const people = {
  "a viewer": anActor(),
  "a developer": member("payment-dev-1", "payment", "developer"),
  "a lead": member("payment-lead", "payment", "lead"),
  "on call": member("checkout-oncall-1", "checkout", "on_call"),
  "on call elsewhere": member("points-oncall-1", "points", "on_call"),
  "a release manager": anActor({ account: "rm", roles: ["release-manager"] }),
  "a platform admin": anActor({ roles: ["platform-admin"] }),
  "the pipeline": anActor({ account: "ci-bot", kind: "service", roles: ["ci"] }),
} as const;

describe("how a change of the base goes", () => {
  test.each<[keyof typeof people, keyof typeof places, "raises" | "lowers", "now" | "request" | "no"]>([
    ["a developer", "beta", "lowers", "now"],
    ["on call", "beta", "lowers", "now"],
    ["a developer", "rc", "lowers", "now"],
    ["a developer", "production", "raises", "request"],
    ["a lead", "production", "raises", "request"],
    ["a lead", "production", "lowers", "request"],
    ["on call", "production", "raises", "now"],
    ["on call", "production", "lowers", "no"],
    ["on call", "rc", "raises", "now"],
    ["on call elsewhere", "production", "raises", "no"],
    ["a release manager", "production", "raises", "no"],
    ["a platform admin", "beta", "raises", "no"],
    ["the pipeline", "beta", "raises", "no"],
    ["a viewer", "beta", "raises", "no"],
  ])("%s in %s who %s: %s", (who, where, what, expected) => {
    const place = places[where];
    const way = wayOf(rightsOf(people[who], place), { lower: what === "lowers", place });
    expect(way.way).toBe(expected);
    if (way.way === "no") expect(way.answer.allowed).toBe(false);
  });

  test("who is on call and a developer raises at once, and asks for less", () => {
    const both = {
      ...people["on call"],
      memberships: [...people["on call"].memberships, ...people["a developer"].memberships],
    };
    const rights = rightsOf(both, places.production);
    expect(wayOf(rights, { lower: false, place: places.production }).way).toBe("now");
    expect(wayOf(rights, { lower: true, place: places.production }).way).toBe("request");
  });

  test("only where the environment asks for approvals a second person is needed, and two pods are the least", () => {
    expect(Object.values(places).map(needsApproval)).toEqual([false, false, true]);
    expect([
      leastMinimum({ protected: true, approvals: 0 }),
      leastMinimum({ protected: true, approvals: 1 }),
    ]).toEqual([1, 2]);
  });
});

const limits: ScalingLimits = {
  ...{ service: "payment-qr-api", environment: "production", cluster: "prod-1", ceiling: 24, least: 2 },
  running: 6,
  pool: { name: "a", fits: 4, pod: { cpu: 0.5, memory: 1024 ** 3 } },
};
const base: BasePolicy = { min: 4, max: 12, targetCpuPercent: 60, scaleDownSeconds: 300 };
const codeOf = (answer: ReturnType<typeof baseWithin>) => (answer.allowed ? "allowed" : answer.code);

describe("guard rails", () => {
  test.each([
    [{ min: 10 }, "allowed"],
    [{ min: 11 }, "capacity_exceeded"],
    [{ max: 24 }, "allowed"],
    [{ max: 25 }, "ceiling_exceeded"],
    [{ min: 1 }, "invalid_input"],
    [{ min: 13 }, "invalid_input"],
    [{ min: 3 }, "allowed"],
  ] as const)("%o is %s", (change, code) => {
    expect(codeOf(baseWithin(base, { ...base, ...change }, limits))).toBe(code);
  });

  test("a smaller minimum is never refused for want of room, and nothing is while the room is not known", () => {
    const crowded = { ...limits, running: 0, pool: { ...limits.pool, fits: 0 } };
    expect(codeOf(baseWithin(base, { ...base, min: 3 }, crowded))).toBe("allowed");
    const unknown = { ...limits, pool: { ...limits.pool, fits: null } };
    expect(codeOf(floorWithin(24, unknown))).toBe("allowed");
  });

  test("what is allowed is in order, below the ceiling and fits", () => {
    const pods = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(pods, pods, fc.integer({ min: 0, max: 10 }), (min, max, fits) => {
        const here = { ...limits, pool: { ...limits.pool, fits } };
        if (!baseWithin(base, { ...base, min, max }, here).allowed) return;
        expect(limits.least <= min && min <= max && max <= limits.ceiling).toBe(true);
        expect(min <= base.min || min - limits.running <= fits).toBe(true);
      }),
    );
  });

  test("a refusal for want of room names pool, size and numbers", () => {
    expect(floorWithin(11, limits)).toMatchObject({
      reason:
        "A floor of 11 needs 5 more pods of 0.5 CPU and 1 GiB; 6 run, and pool a of prod-1 has room for 4. A platform admin adds nodes.",
      whoCan: ["platform-admin"],
    });
  });

  test.each([
    [{ min: 5, max: 14 }, false],
    [{ min: 3 }, true],
    [{ max: 11 }, true],
    [{ targetCpuPercent: 61 }, true],
    [{ scaleDownSeconds: 299 }, true],
    [{ targetCpuPercent: 50, scaleDownSeconds: 600 }, false],
  ])("%o lowers: %s", (change, expected) => {
    expect(isLower(base, { ...base, ...change })).toBe(expected);
  });
});

describe("a raised floor", () => {
  const minute = 60_000;
  const until = now + 60 * minute;
  test.each([
    ["above what holds", { value: 8, until }, null, "allowed"],
    ["what holds anyway", { value: 6, until }, null, "nothing_to_change"],
    ["an end in a moment", { value: 8, until: now + minute - 1 }, null, "invalid_input"],
    ["an end in eight days", { value: 8, until: now + 8 * 1440 * minute }, null, "invalid_input"],
    ["the same again", { value: 8, until }, { value: 8, until }, "nothing_to_change"],
    ["longer", { value: 8, until: until + minute }, { value: 8, until }, "allowed"],
    ["higher", { value: 9, until }, { value: 8, until }, "allowed"],
    ["lower", { value: 7, until }, { value: 8, until }, "conflict"],
    ["higher but shorter", { value: 9, until: until - minute }, { value: 8, until }, "conflict"],
  ] as const)("%s: %s", (_what, wanted, standing, code) => {
    expect(codeOf(mayRaise(wanted, { now, otherwise: 6, standing }))).toBe(code);
  });
});

describe("a request", () => {
  const wanted: ScalingRequestCase = {
    resource: places.production.resource,
    state: "pending",
    requestedBy: "payment-dev-1",
    policyVersion: 3,
    version: 3,
  };
  test.each<[keyof typeof people, Partial<ScalingRequestCase>, string]>([
    ["a lead", {}, "allowed"],
    ["a release manager", {}, "allowed"],
    ["a developer", {}, "four_eyes"],
    ["a developer", { requestedBy: "payment-dev-2" }, "forbidden"],
    ["a lead", { requestedBy: "payment-lead" }, "four_eyes"],
    ["on call", {}, "forbidden"],
    ["a platform admin", {}, "forbidden"],
    ["the pipeline", {}, "forbidden"],
    ["a lead", { version: 4 }, "stale_approval"],
    ["a lead", { state: "superseded" }, "stale_approval"],
    ["a lead", { state: "expired" }, "approval_expired"],
    ["a lead", { state: "applied" }, "wrong_state"],
  ])("%s decides about %o: %s", (who, more, code) => {
    expect(codeOf(mayDecideChange(people[who], { ...wanted, ...more }, now))).toBe(code);
  });

  test("only who asked withdraws, while it waits; nobody in time is expired", () => {
    expect(codeOf(mayWithdrawChange(people["a developer"], wanted))).toBe("allowed");
    expect(codeOf(mayWithdrawChange(people["a lead"], wanted))).toBe("forbidden");
    const rejected = { ...wanted, state: "rejected" as const };
    expect(codeOf(mayWithdrawChange(people["a developer"], rejected))).toBe("wrong_state");
    expect([now - 1, now, null].map((expiresAt) => stateAt({ state: "pending", expiresAt }, now))).toEqual([
      "expired",
      "expired",
      "pending",
    ]);
  });
});

describe("the autoscaler of a bundle with the policy of today", () => {
  const bundled: Manifest = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: {
      name: "a",
      namespace: "b",
      annotations: { "switchyard.internal/base-min": "2", other: "kept" },
    },
    spec: {
      minReplicas: 2,
      metrics: [
        { type: "Resource", resource: { name: "memory", target: { averageUtilization: 80 } } },
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
        },
      ],
      behavior: {
        scaleUp: { selectPolicy: "Max" },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ value: 25 }] },
      },
    },
  };
  const policy = { targetCpuPercent: 45, scaleDownSeconds: 120 };
  const bounds = { baseMin: 4, baseMax: 9, ceiling: 12, floors: [] };
  const hpa = {
    ...{ name: "a", min: 4, max: 9, scaleDownSeconds: 120 },
    metrics: [{ name: "cpu", target: 45, value: null }],
  } as unknown as HpaSeen;

  test("has CPU target, wait and base of the policy, and everything else of the bundle", () => {
    expect(withPolicy(bundled, policy, bounds)).toEqual({
      ...bundled,
      metadata: {
        ...bundled.metadata,
        annotations: {
          "switchyard.internal/base-min": "4",
          "switchyard.internal/base-max": "9",
          other: "kept",
        },
      },
      spec: {
        minReplicas: 2,
        metrics: [
          { type: "Resource", resource: { name: "memory", target: { averageUtilization: 80 } } },
          {
            type: "Resource",
            resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 45 } },
          },
        ],
        behavior: {
          scaleUp: { selectPolicy: "Max" },
          scaleDown: { stabilizationWindowSeconds: 120, policies: [{ value: 25 }] },
        },
      },
    });
  });

  test("differs where the cluster has something else, never where the template leaves it open", () => {
    const template = withPolicy(bundled, policy, bounds);
    const from = (seen: Partial<HpaSeen>, of = template) =>
      differencesFrom({ ...hpa, ...seen }, of, { min: 4, max: 9 }).map(({ field }) => field);
    expect(from({})).toEqual([]);
    expect(from({ min: 3, scaleDownSeconds: 0 })).toEqual(["minReplicas", "behavior"]);
    expect(from({ metrics: [] })).toEqual(["metrics"]);
    const bare = withPolicy({ ...bundled, spec: { minReplicas: 2 } }, policy, bounds);
    expect(bare["spec"]).toEqual({ minReplicas: 2 });
    expect(from({ metrics: [], scaleDownSeconds: null }, bare)).toEqual([]);
  });
});
