import { describe, expect, test } from "vitest";
import type { Finding } from "@/contracts/finding";
import { partsOf } from "@/server/domain/manifest/parts";
import { decideRollout, type Seen } from "@/server/domain/rollout/decide";
import type { Decision } from "@/server/domain/rollout/decision";
import type { DryRunSeen } from "@/server/domain/rollout/facts";
import type { Ask, Rollout } from "@/server/domain/rollout/state";
import { aDeployment, testNow } from "./a-rollout";
import { aBundle } from "./engine-world";
import { type SeenInput, seen } from "./seen";

/** An ask of a person at the time of the tests. */
export const by = (name: string): Ask => ({ by: name, at: testNow });
/** Nobody asked for anything. */
export const noAsks = { cancel: null, promote: null, switchBack: null, retry: null, finish: null };
/** Objects of the deployment under test. */
export const parts = partsOf(aBundle(aDeployment()));
/** Effects that are confirmed once every object is applied. */
export const applied = [
  ...parts.configMaps.map((each) => `E2:${each.metadata.name}`),
  ...parts.supporting.map((each) => `E3:${each.kind}/${each.metadata.name}`),
];
/** A deployment whose objects are all applied. */
export const prepared: Partial<Rollout> = { parts, confirmed: applied, previewSize: 1 };
const objects = {
  configMaps: parts.configMaps.map((each) => each.metadata.name),
  podDisruptionBudgets: ["payment-history-api-green"],
};
/** A candidate of three pods with its autoscaler. */
export const green = { wanted: 3, hpa: { min: 3, max: 6 } };
/** A prepared deployment that knows its need. */
export const sized: Partial<Rollout> = {
  ...prepared,
  need: 2,
  floor: 3,
  memory: { wish: 2, wishAt: testNow },
};
/** The time of the tests, moved. */
export const later = (ms: number) => testNow + ms;

/** One sentence of the table: a deployment, what is seen of it, and what must be decided. */
export interface Row {
  says: string;
  rollout: Partial<Rollout>;
  seen?: SeenInput | "silence" | "refused" | "blind";
  findings?: Finding[];
  dryRun?: DryRunSeen[];
  now?: number;
  next: Rollout["state"];
  effect?: string;
  hold?: Rollout["hold"];
  because?: RegExp;
  actor?: string;
}

/** The decision for a row. */
export function decide(row: Row): Decision {
  const looked = row.seen ?? {};
  const target: Seen["target"] =
    looked === "blind"
      ? null
      : looked === "silence"
        ? { reachable: false, at: testNow, why: "unreachable", message: "" }
        : looked === "refused"
          ? { reachable: false, at: testNow, why: "credentials", message: "401" }
          : seen({ ...looked, overrides: { ...objects, ...looked.overrides } });
  return decideRollout(
    aDeployment(row.rollout),
    { target, findings: row.findings ?? [], dryRun: row.dryRun ?? null },
    row.now ?? testNow,
  );
}

/** Fails unless the decision is the row's. */
export function check(row: Row): void {
  const decision = decide(row);
  expect(decision.next).toBe(row.next);
  expect(decision.effect?.key).toBe(row.effect);
  if (row.hold !== undefined) expect(decision.set.hold).toBe(row.hold);
  if (row.because !== undefined) expect(decision.because).toMatch(row.because);
  if (row.actor !== undefined) expect(decision.actor).toBe(row.actor);
}

/** A named table of rows; each is a test of its own. */
export function table(name: string, rows: Row[]): void {
  describe(name, () => {
    test.each(rows)("$says", check);
  });
}
