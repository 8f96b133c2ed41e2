import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Color, colors } from "@/contracts/color";
import { deploymentStates, isExclusive, isTerminal } from "@/contracts/deployment-state";
import { partsOf } from "@/server/domain/manifest/parts";
import { aDeployment, aPolicy, aTarget, testNow } from "@/server/testing/a-rollout";
import { aBundle } from "@/server/testing/engine-world";
import { type ColorSeen, seen } from "@/server/testing/seen";
import { decideRollout } from "./decide";
import type { Effect } from "./effect";
import { nextRollout } from "./next-rollout";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";
import { activeSelector } from "./target";
import { mayMove } from "./transitions";

const parts = partsOf(aBundle(aDeployment()));
const confirmed = [
  ...parts.configMaps.map((each) => `E2:${each.metadata.name}`),
  ...parts.supporting.map((each) => `E3:${each.kind}/${each.metadata.name}`),
];

const color: fc.Arbitrary<ColorSeen | null> = fc.option(
  fc
    .record({
      wanted: fc.integer({ min: 0, max: 6 }),
      lost: fc.integer({ min: 0, max: 6 }),
      ours: fc.boolean(),
      paused: fc.boolean(),
      hpa: fc.option(fc.integer({ min: 1, max: 6 })),
    })
    .map(({ wanted, lost, ours, paused, hpa }) => ({
      wanted,
      ready: Math.max(0, wanted - lost),
      paused: paused && lost > 4,
      ...(ours ? {} : { bundle: "bundle-1", release: "1", digest: "sha256:1" }),
      ...(hpa === null ? {} : { hpa: { min: hpa, max: 6 } }),
    })),
);

const look = fc
  .record({
    serving: fc.constantFrom(
      "blue" as const,
      "green" as const,
      "nothing" as const,
      "elsewhere" as const,
      "no service" as const,
    ),
    calm: fc.boolean(),
    fence: fc.constantFrom(null, 1, 2, 3),
    blue: color,
    green: color,
    silent: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ silent, calm, ...input }) =>
    silent === 0
      ? ({ reachable: false, at: testNow, why: "unreachable", message: "" } as const)
      : seen({
          ...input,
          ...(calm ? { serving: "blue" as const, fence: 2 } : {}),
          overrides: {
            configMaps: parts.configMaps.map((each) => each.metadata.name),
            podDisruptionBudgets: ["payment-history-api-green"],
          },
        }),
  );

const state = fc.constantFrom(...deploymentStates.filter((each) => !isTerminal(each)));
const asks = fc.record({
  cancel: fc.option(fc.constant({ by: "dev", at: testNow }), { freq: 3 }),
  promote: fc.option(fc.constant({ by: "dev", at: testNow })),
  switchBack: fc.option(fc.constant({ by: "dev", at: testNow }), { freq: 3 }),
  retry: fc.option(fc.constant({ by: "dev", at: testNow }), { freq: 3 }),
  finish: fc.option(fc.constant({ by: "dev", at: testNow }), { freq: 3 }),
});

const rollout: fc.Arbitrary<Rollout> = fc
  .record({
    state,
    asks,
    first: fc.boolean(),
    kind: fc.constantFrom("release" as const, "rollback" as const),
    autoPromote: fc.boolean(),
    passes: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ first, autoPromote, passes, ...fields }) =>
    aDeployment({
      ...fields,
      parts,
      confirmed,
      previewSize: 1,
      need: 2,
      floor: 3,
      fromColor: first ? null : "blue",
      policy: aPolicy({ autoPromote }),
      memory: { checkPasses: passes },
      rendered: { ok: true, planHash: "plan", bundleSha256: "bundle-2" },
      standbyDeploymentId: "s",
    }),
  );

const step = fc.record({ look, wait: fc.integer({ min: 0, max: 120_000 }) });

type Switch = Extract<Effect, { kind: "select" }>;

function checkSwitch(effect: Switch, target: TargetSeen): void {
  const { service } = aTarget;
  const isTo = (each: Color) => JSON.stringify(effect.to) === JSON.stringify(activeSelector(service, each));
  const to = colors.find(isTo);
  expect(to).toBeDefined();
  expect(effect.from).toEqual(target.active?.selector ?? null);
  const available = (each: Color) => target.workloads[`${service}-${each}`]?.available ?? 0;
  const ready = available(to ?? "blue");
  const left = available(to === "blue" ? "green" : "blue");
  expect(ready).toBeGreaterThanOrEqual(effect.key === "E11" || left > 0 ? 2 : 1);
}

function checkServingKept(deployment: Rollout, effect: Effect, target: TargetSeen): void {
  const serving = target.active?.selector?.["switchyard.internal/color"];
  if (serving === undefined) return;
  const name = `${deployment.target.service}-${serving}`;
  if (effect.kind === "deleteHpa") expect(effect.name).not.toBe(name);
  if (effect.kind !== "scale" || effect.workload !== name || effect.mode !== "exactly") return;
  expect(deployment.state).toBe("holding");
  expect(effect.replicas).toBeGreaterThanOrEqual(deployment.need ?? 1);
}

describe("whatever is seen", () => {
  test("the same input gives the same decision, and only edges of the graph are taken", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const input = { target, findings: [], dryRun: [] };
        const decision = decideRollout(deployment, input, testNow);
        expect(decideRollout(deployment, input, testNow)).toEqual(decision);
        expect(mayMove(deployment.state, decision.next)).toBe(true);
        expect(decision.because.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  test("nothing is written before the approvals exist, nor without the lock, nor on a silent cluster", () => {
    fc.assert(
      fc.property(rollout, look, fc.boolean(), (deployment, target, needed) => {
        const approvals = { ...deployment.approvals, required: needed ? 1 : 0 };
        const decision = decideRollout(
          { ...deployment, approvals },
          { target, findings: [], dryRun: [] },
          testNow,
        );
        if (decision.effect !== null) {
          expect(
            isExclusive(deployment.state) ||
              deployment.state === "holding" ||
              deployment.state === "scaling_down",
          ).toBe(true);
          expect(target.reachable).toBe(true);
        }
        if (needed && ["requested", "awaiting_approval"].includes(deployment.state)) {
          expect(["awaiting_approval", "canceled"]).toContain(decision.next);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("traffic moves only to a color with enough ready pods, only from where it was, only to blue or green", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const { effect } = decideRollout(deployment, { target, findings: [], dryRun: [] }, testNow);
        if (effect?.kind === "select" && effect.key !== "E6" && target.reachable) checkSwitch(effect, target);
      }),
      { numRuns: 3000 },
    );
  });

  test("no write ever takes pods or the autoscaler from the color that serves below its need", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const { effect } = decideRollout(deployment, { target, findings: [], dryRun: [] }, testNow);
        if (effect !== null && target.reachable) checkServingKept(deployment, effect, target);
      }),
      { numRuns: 3000 },
    );
  });

  test("abort wins: with a cancel before the switch nothing but the end is decided", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const canceled = {
          ...deployment,
          asks: { ...deployment.asks, cancel: { by: "oncall", at: testNow } },
        };
        const decision = decideRollout(canceled, { target, findings: [], dryRun: [] }, testNow);
        if (
          ["requested", "awaiting_approval", "queued", "rendering", "dry_running"].includes(deployment.state)
        )
          expect(decision.next).toBe("canceled");
        if (
          ["applying", "progressing", "checking", "awaiting_promotion", "matching_capacity"].includes(
            deployment.state,
          )
        )
          expect(decision.next).toBe("cleaning_up");
      }),
      { numRuns: 1000 },
    );
  });

  test("silence is not success: without an answer nothing moves on after the lock", () => {
    const silent = { reachable: false, at: testNow, why: "unreachable", message: "" } as const;
    fc.assert(
      fc.property(
        rollout,
        fc.array(fc.integer({ min: 1, max: 3_600_000 }), { maxLength: 12 }),
        (deployment, waits) => {
          let current: Rollout = {
            ...deployment,
            asks: { cancel: null, promote: null, switchBack: null, retry: null, finish: null },
          };
          if (
            ![
              "switching",
              "verifying",
              "holding",
              "scaling_down",
              "rolling_back",
              "matching_capacity",
            ].includes(current.state)
          )
            return;
          let now = testNow;
          for (const wait of waits) {
            now += wait;
            const decision = decideRollout(current, { target: silent, findings: [], dryRun: null }, now);
            expect(decision.next).toBe(deployment.state);
            expect(decision.effect).toBeNull();
            current = nextRollout(current, decision, now);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("over any sequence of looks only edges of the graph are taken, and it goes back at most once", () => {
    fc.assert(
      fc.property(rollout, fc.array(step, { maxLength: 40 }), (deployment, steps) => {
        let current = deployment;
        let now = testNow;
        let backs = 0;
        for (const { look: target, wait } of steps) {
          now += wait;
          const decision = decideRollout(current, { target, findings: [], dryRun: [] }, now);
          expect(mayMove(current.state, decision.next)).toBe(true);
          if (decision.next === "rolling_back" && current.state !== "rolling_back") backs += 1;
          current = nextRollout(current, decision, now);
          if (isTerminal(current.state)) break;
        }
        expect(backs).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
