import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { deploymentDetailSchema } from "@/contracts/deployment";
import { type DeploymentState, deploymentStates, isTerminal } from "@/contracts/deployment-state";
import type { ColorState } from "@/contracts/service";
import { aDeployment, now, viewOf, wayOf } from "@/server/testing/a-deployment";
import { anActor } from "@/server/testing/an-actor";
import { detailOf } from "./detail";
import type { DeploymentRecord } from "./record";

const warmed = [
  "requested",
  "awaiting_approval",
  "queued",
  "rendering",
  "dry_running",
  "applying",
  "progressing",
] as const;
const switched = [
  ...warmed,
  "checking",
  "awaiting_promotion",
  "matching_capacity",
  "switching",
  "verifying",
] as const;
const color = (of: "blue" | "green", role: ColorState["role"], ready: number, wanted = 4): ColorState => ({
  color: of,
  role,
  release: null,
  deploymentId: null,
  wanted,
  ready,
  failing: wanted - ready,
  hpa: null,
});

function strip(
  record: DeploymentRecord,
  states: readonly DeploymentState[],
  colors: ColorState[] = [],
): string {
  const { phases } = detailOf(viewOf(record, { transitions: wayOf(...states), colors }));
  return phases
    .map(({ phase, status, line }) => `${phase} ${status}${line && status !== "done" ? ` (${line})` : ""}`)
    .join(", ");
}

describe("the strip of phases", () => {
  test.each<[string, DeploymentRecord, readonly DeploymentState[], ColorState[], string]>([
    [
      "a request that waits",
      aDeployment({ state: "awaiting_approval" }),
      ["requested", "awaiting_approval"],
      [],
      "render done, approve waiting (Waits for an approver of payment), warm ahead, check ahead, switch ahead, hold ahead, retire ahead",
    ],
    [
      "an environment without approvals",
      aDeployment({ state: "applying", approvalsRequired: 0 }),
      ["requested", "queued", "rendering", "dry_running", "applying"],
      [],
      "render done, warm now (Applying), check ahead, switch ahead, hold ahead, retire ahead",
    ],
    [
      "pods that come up",
      aDeployment({ state: "progressing" }),
      warmed,
      [color("blue", "candidate", 2)],
      "render done, approve done, warm now (2 of 4 ready), check ahead, switch ahead, hold ahead, retire ahead",
    ],
    [
      "a candidate that is kept for a person",
      aDeployment({ state: "progressing", hold: "manual", holdReason: "1 of 1 pods crash." }),
      warmed,
      [],
      "render done, approve done, warm waiting (Paused: 1 of 1 pods crash.), check ahead, switch ahead, hold ahead, retire ahead",
    ],
    [
      "a candidate that waits for a person",
      aDeployment({ state: "awaiting_promotion" }),
      switched.slice(0, 9),
      [],
      "render done, approve done, warm done, check done, switch waiting (Ready, waits for a person), hold ahead, retire ahead",
    ],
    [
      "a candidate whose switch was asked for",
      aDeployment({
        state: "awaiting_promotion",
        asks: { ...aDeployment().asks, promote: { by: "payment-lead", at: now } },
      }),
      switched.slice(0, 9),
      [],
      "render done, approve done, warm done, check done, switch now (Starting the switch), hold ahead, retire ahead",
    ],
    [
      "traffic that is being verified",
      aDeployment({ state: "verifying", switchedAt: now, observedOkMs: 220_000 }),
      switched,
      [],
      "render done, approve done, warm done, check done, switch done, hold now (Verifying 3:40 of 5:00), retire ahead",
    ],
    [
      "a warm standby",
      aDeployment({ state: "holding", switchedAt: now, verifiedAt: now }),
      [...switched, "holding"],
      [],
      "render done, approve done, warm done, check done, switch done, hold now (Green stays warm), retire ahead",
    ],
    [
      "a switch back",
      aDeployment({ state: "rolling_back", switchedAt: now }),
      [...switched, "rolling_back"],
      [],
      "render done, approve done, warm done, check done, switch now (Switching back to green), hold skipped, retire skipped",
    ],
    [
      "a failed candidate that is put away",
      aDeployment({ state: "cleaning_up" }),
      [...warmed, "cleaning_up"],
      [],
      "render done, approve done, warm failed (Ended here), check skipped, switch skipped, hold skipped, retire now (Removing blue)",
    ],
    [
      "a success",
      aDeployment({ state: "succeeded", switchedAt: now, verifiedAt: now, finishedAt: now }),
      [...switched, "holding", "scaling_down", "succeeded"],
      [],
      "render done, approve done, warm done, check done, switch done, hold done, retire done",
    ],
    [
      "a rejection",
      aDeployment({ state: "rejected", finishedAt: now }),
      ["requested", "awaiting_approval", "rejected"],
      [],
      "render done, approve failed (Rejected), warm skipped, check skipped, switch skipped, hold skipped, retire skipped",
    ],
    [
      "a rolling service that is verified",
      aDeployment({
        state: "verifying",
        strategy: "rolling",
        candidate: null,
        fromColor: null,
        approvalsRequired: 0,
        observedOkMs: 1000,
      }),
      ["requested", "queued", "rendering", "dry_running", "applying", "progressing", "verifying"],
      [],
      "render done, warm done, check now (Verifying 0:01 of 5:00)",
    ],
    [
      "an instant rollback in its queue",
      aDeployment({
        state: "queued",
        kind: "rollback",
        approvalsRequired: 0,
        sourceDeploymentId: "standby",
        target: { serving: "blue", stableDeploymentId: "x", standbyDeploymentId: "standby" },
      }),
      ["requested", "queued"],
      [],
      "render done, switch waiting (Waits for its turn), hold ahead, retire ahead",
    ],
  ])("%s", (_what, record, states, colors, expected) => {
    expect(strip(record, states, colors)).toBe(expected);
  });
});

describe("the first line", () => {
  const finding = {
    rule: "Q-F3",
    class: "doomed" as const,
    sentence: "1 of 1 pods crash at start: exit 1.",
    evidence: [],
    nextStep: "Read its log.",
    subjects: [],
    count: 1,
    of: 1,
  };
  test.each<[string, Partial<DeploymentRecord>, Parameters<typeof viewOf>[1], string]>([
    [
      "names the approvers",
      { state: "awaiting_approval" },
      { approvers: ["payment-lead", "payment-deputy"] },
      "Waits for an approver of payment: payment-lead or payment-deputy.",
    ],
    [
      "counts pods",
      { state: "progressing" },
      { colors: [color("blue", "candidate", 2)] },
      "Blue: 2 of 4 ready.",
    ],
    [
      "says why pods are not ready",
      { state: "progressing" },
      { findings: [finding] },
      "Blue is not ready: 1 of 1 pods crash at start: exit 1.",
    ],
    [
      "says who has the traffic",
      { state: "awaiting_promotion" },
      {},
      "Blue is ready. Green still has all traffic.",
    ],
    [
      "says who serves",
      { state: "verifying", switchedAt: now, observedOkMs: 61_000 },
      {},
      "Blue is serving. Verifying 1:01 of 5:00.",
    ],
    [
      "says how long it took",
      { state: "succeeded", finishedAt: now, verifiedAt: now },
      {},
      "Done in 10 min.",
    ],
    [
      "says where it was canceled and that nothing was lost",
      { state: "canceled", finishedAt: now },
      {
        transitions: [
          ...wayOf(...warmed, "cleaning_up"),
          {
            seq: 9,
            from: "cleaning_up",
            to: "canceled",
            cause: "canceled",
            actor: "payment-oncall-1",
            at: now,
            because: "",
          },
        ],
      },
      "Canceled in Warm by payment-oncall-1. Green kept all traffic throughout.",
    ],
    [
      "says that a request expired",
      { state: "canceled", cause: "approval_expired", finishedAt: now },
      {},
      "Nobody decided in time, so the request expired. Nothing was changed.",
    ],
    [
      "repeats why it failed",
      { state: "failed", failureSentence: "The image is missing.", finishedAt: now },
      {},
      "The image is missing. Green kept all traffic throughout.",
    ],
  ])("%s", (_what, change, more, expected) => {
    expect(detailOf(viewOf(aDeployment(change), more)).headline).toBe(expected);
  });
});

describe("the way back", () => {
  const held = aDeployment({ state: "holding", switchedAt: now, verifiedAt: now });
  test.each([
    [
      "instant while the standby can carry the traffic",
      held,
      [color("blue", "serving", 4), color("green", "standby", 4)],
      "instant",
    ],
    [
      "warm while it has fewer pods",
      held,
      [color("blue", "serving", 4), color("green", "standby", 1)],
      "warm",
    ],
    ["none before the switch", aDeployment({ state: "progressing" }), [], "none"],
  ])("is %s", (_what, record, colors, kind) => {
    expect(detailOf(viewOf(record, { colors })).undo.kind).toBe(kind);
  });

  test("is the archive once no standby is left", () => {
    const record = aDeployment({
      state: "succeeded",
      id: "stable",
      switchedAt: now,
      verifiedAt: now,
      finishedAt: now,
    });
    const previous = aDeployment({ release: { ...record.release, tag: "1.22.0-b309-1f0defb" } });
    expect(detailOf(viewOf(record, { previous })).undo).toEqual({
      kind: "cold",
      sentence: "Roll back to 1.22.0-b309: a full deploy from its archive.",
    });
  });
});

const states = fc.constantFrom(...deploymentStates);

describe("every state", () => {
  property.prop([states, fc.constantFrom("blueGreen", "rolling", "cron"), fc.boolean()])(
    "has a page that fits the contract",
    (state, strategy, first) => {
      const record = aDeployment({
        state,
        strategy: strategy as DeploymentRecord["strategy"],
        candidate: strategy === "blueGreen" ? "blue" : null,
        fromColor: strategy === "blueGreen" && !first ? "green" : null,
        from: first ? null : aDeployment().from,
        finishedAt: isTerminal(state) ? now : null,
      });
      const detail = detailOf(viewOf(record, { transitions: wayOf("requested", state) }));
      expect(deploymentDetailSchema.safeParse(detail).success).toBe(true);
      expect(detail.headline).not.toBe("");
      expect(
        detail.phases.filter(({ status }) => ["now", "waiting"].includes(status)).length,
      ).toBeLessThanOrEqual(1);
    },
  );

  property.prop([states])("offers a stranger nothing that is allowed", (state) => {
    const record = aDeployment({ state, finishedAt: isTerminal(state) ? now : null });
    const { actions } = detailOf(viewOf(record, { actor: anActor() }));
    expect(Object.values(actions).every((answer) => !answer.allowed)).toBe(true);
  });
});

describe("what a stuck rollout offers to whoever is on call", () => {
  const kept = aDeployment({ state: "progressing", hold: "manual", bundleSha256: "b".repeat(64) });

  test.each<[string, number | null, number | null]>([
    ["a newer config version, which another try would bring", 12, 12],
    ["none where the newest is the one that it has", 11, null],
    ["none where there is no config at all", null, null],
  ])("%s", (_what, newestConfig, newerConfig) => {
    expect(detailOf(viewOf(kept, { newestConfig })).newerConfig).toBe(newerConfig);
  });

  test("the release to compare with, once there is an archive on both sides", () => {
    expect(detailOf(viewOf(kept)).comparedWith).toBe("stable");
    expect(detailOf(viewOf({ ...kept, bundleSha256: null })).comparedWith).toBeNull();
    expect(detailOf(viewOf({ ...kept, from: null, fromDeploymentId: null })).comparedWith).toBeNull();
  });
});
