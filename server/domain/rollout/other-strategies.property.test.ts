import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deploymentStates, isExclusive, isTerminal } from "@/contracts/deployment-state";
import { partsOf } from "@/server/domain/manifest/parts";
import { aDeployment, aTarget, testNow } from "@/server/testing/a-rollout";
import { aBundle } from "@/server/testing/engine-world";
import { seen } from "@/server/testing/seen";
import { decideRollout } from "./decide";
import { nextRollout } from "./next-rollout";
import type { Observation } from "./observation";
import type { Rollout } from "./state";
import { mayMove } from "./transitions";

const ask = fc.option(fc.constant({ by: "dev", at: testNow }), { freq: 3 });
/** States that only a service with two colors passes through. */
const colored = [
  "checking",
  "awaiting_promotion",
  "matching_capacity",
  "switching",
  "holding",
  "scaling_down",
];
const states = deploymentStates.filter((each) => !isTerminal(each) && !colored.includes(each));

const rollout: fc.Arbitrary<Rollout> = fc
  .record({
    strategy: fc.constantFrom("rolling" as const, "cron" as const),
    state: fc.constantFrom(...states),
    asks: fc.record({ cancel: ask, promote: ask, switchBack: ask, retry: ask, finish: ask }),
    first: fc.boolean(),
    superseded: fc.boolean(),
  })
  .map(({ strategy, first, superseded, ...fields }) => {
    const target = { ...aTarget, strategy };
    const parts = partsOf(aBundle(aDeployment({ target })));
    return aDeployment({
      ...fields,
      target,
      parts,
      undo: first ? null : { sha256: "bundle-1", parts },
      confirmed: first ? [] : [`E3:Service/${target.service}`],
      supersededBy: superseded ? "other" : null,
      candidateColor: null,
      fromColor: null,
      rendered: { ok: true, planHash: "plan", bundleSha256: "bundle-2" },
    });
  });

const look: fc.Arbitrary<Observation> = fc
  .record({
    silent: fc.integer({ min: 0, max: 9 }),
    there: fc.boolean(),
    wanted: fc.integer({ min: 0, max: 4 }),
    lost: fc.integer({ min: 0, max: 4 }),
    ours: fc.boolean(),
    service: fc.constantFrom("gone", "empty", "ours"),
  })
  .map(({ silent, there, wanted, lost, ours, service }) => {
    if (silent === 0) return { reachable: false, at: testNow, why: "unreachable", message: "" } as const;
    const bundle = ours ? {} : { bundle: "bundle-1", release: "1" };
    const given = seen({ blue: { wanted, ready: Math.max(0, wanted - lost), ...bundle } });
    const workload = { ...given.workloads["payment-history-api-blue"]!, name: aTarget.service };
    const selector = service === "ours" ? { "switchyard.internal/service": aTarget.service } : null;
    return {
      ...given,
      active: service === "gone" ? null : { ...given.active!, selector },
      workloads: there ? { [aTarget.service]: workload } : {},
      hpas: {},
    };
  });

describe("rolling and cron, whatever is seen", () => {
  test("only edges of the graph, one effect at most, none without the lock or an answer, and a sentence each time", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const decision = decideRollout(deployment, { target, findings: [], dryRun: [] }, testNow);
        expect(mayMove(deployment.state, decision.next)).toBe(true);
        expect(decision.because.length).toBeGreaterThan(0);
        if (decision.effect === null) return;
        expect(target.reachable).toBe(true);
        expect(isExclusive(deployment.state)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("no write lowers a size, removes an autoscaler, or takes a Service away from its workload", () => {
    fc.assert(
      fc.property(rollout, look, (deployment, target) => {
        const { effect } = decideRollout(deployment, { target, findings: [], dryRun: [] }, testNow);
        if (effect === null) return;
        expect(effect.kind).not.toBe("deleteHpa");
        if (effect.kind === "scale") expect(effect.mode).toBe("atLeast");
        const selector =
          effect.kind === "select"
            ? effect.to
            : effect.kind === "createService"
              ? (effect.object["spec"] as { selector: unknown }).selector
              : null;
        if (selector !== null) expect(selector).toEqual({ "switchyard.internal/service": aTarget.service });
      }),
      { numRuns: 2000 },
    );
  });

  test("over any sequence of looks a rolling release goes back at most once, and a cron release never", () => {
    const step = fc.record({ target: look, wait: fc.integer({ min: 0, max: 120_000 }) });
    fc.assert(
      fc.property(rollout, fc.array(step, { maxLength: 30 }), (deployment, steps) => {
        let current = deployment;
        let now = testNow;
        let backs = 0;
        for (const { target, wait } of steps) {
          now += wait;
          const decision = decideRollout(current, { target, findings: [], dryRun: [] }, now);
          expect(mayMove(current.state, decision.next)).toBe(true);
          if (decision.next === "rolling_back" && current.state !== "rolling_back") backs += 1;
          current = nextRollout(current, decision, now);
          if (isTerminal(current.state)) break;
        }
        expect(backs).toBeLessThanOrEqual(deployment.target.strategy === "rolling" ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});
