import { type DeploymentState, isTerminal } from "@/contracts/deployment-state";
import type { Row } from "./insert-rows";
import type { ReleaseRecord } from "./release-record";
import { secondsAfter } from "./seed-context";

interface Step {
  state: DeploymentState;
  at: Date;
  actor: string;
  cause: string;
  because: string;
}

const warming: readonly DeploymentState[] = ["rendering", "dry_running", "applying", "progressing"];

function preparation(record: ReleaseRecord, start: Date): Step[] {
  const share = record.durationSeconds || 60;
  const offsets = [0, 1, 3, 6].map((seconds) => Math.min(seconds, share * 0.1 * seconds));
  return warming.map((state, index) => ({
    state,
    at: secondsAfter(start, offsets[index] ?? 0),
    actor: "worker",
    cause: state === "rendering" ? "locked" : "engine",
    because: sentenceOf[state] ?? "",
  }));
}

const sentenceOf: Partial<Record<DeploymentState, string>> = {
  rendering: "The target is free.",
  dry_running: "The final bundle is the plan that was confirmed.",
  applying: "The dry run passed for every object.",
  progressing: "Every object is applied.",
  checking: "The candidate is ready.",
  awaiting_promotion: "The smoke checks passed.",
  matching_capacity: "The candidate may take the traffic.",
  switching: "The candidate has the capacity that the traffic needs.",
  verifying: "The traffic is on the candidate.",
  holding: "Verified: the previous color stays warm.",
  scaling_down: "The standby time is over.",
  rolling_back: "A person asked to switch back.",
};

function switchSteps(record: ReleaseRecord, switchedAt: Date): Step[] {
  const step = (state: DeploymentState, at: Date): Step => ({
    state,
    at,
    actor: "worker",
    cause: "engine",
    because: sentenceOf[state] ?? "",
  });
  const before = [
    step("checking", secondsAfter(switchedAt, -5)),
    step("awaiting_promotion", secondsAfter(switchedAt, -4)),
    step("matching_capacity", secondsAfter(switchedAt, -3)),
    step("switching", secondsAfter(switchedAt, -1)),
    step("verifying", switchedAt),
  ];
  const end = record.finishedAt ?? switchedAt;
  if (record.state === "rolled_back") return [...before, step("rolling_back", secondsAfter(end, -4))];
  const held = (end.getTime() - switchedAt.getTime()) / 1000;
  return [
    ...before,
    step("holding", secondsAfter(switchedAt, held * 0.3)),
    step("scaling_down", secondsAfter(end, -35)),
  ];
}

function middle(record: ReleaseRecord): Step[] {
  if (!record.startedAt) return [];
  const prepared = preparation(record, record.startedAt);
  if (record.switchedAt) return [...prepared, ...switchSteps(record, record.switchedAt)];
  const later = (state: DeploymentState, seconds: number): Step => ({
    state,
    at: secondsAfter(record.startedAt ?? record.createdAt, seconds),
    actor: "worker",
    cause: "engine",
    because: sentenceOf[state] ?? "",
  });
  if (record.state === "awaiting_promotion")
    return [...prepared, later("checking", 41), later("awaiting_promotion", 44)];
  if (record.state === "failed" || record.state === "canceled")
    return [...prepared, later("cleaning_up", record.durationSeconds - 3)];
  if (record.service.runtime.strategy === "rolling")
    return [...prepared, later("verifying", record.durationSeconds * 0.8)];
  if (record.service.runtime.strategy === "cron")
    return [...prepared.slice(0, 3), later("verifying", record.durationSeconds * 0.6)];
  return prepared;
}

type Ending = Pick<Step, "actor" | "cause" | "because">;

/** Whom the note of a listed deployment names: "... by payment-oncall-1", "; promotion-oncall-1 switched back". */
function personOf(record: ReleaseRecord): string {
  const by = record.listed?.note?.match(/ by ([a-z0-9-]+)$|; ([a-z0-9-]+) switched back/);
  return by?.[1] ?? by?.[2] ?? "worker";
}

function decisionBy(record: ReleaseRecord): string {
  return record.decision?.by ?? "worker";
}

const endings: Partial<Record<ReleaseRecord["state"], (record: ReleaseRecord) => Ending>> = {
  rejected: (record) => ({
    actor: decisionBy(record),
    cause: "rejected",
    because: `${decisionBy(record)} rejected the plan. Nothing was changed.`,
  }),
  canceled: (record) => ({
    actor: personOf(record),
    cause: "canceled",
    because: `${personOf(record)} aborted the deployment: the candidate is taken down, the serving color stays.`,
  }),
  rolled_back: (record) => ({
    actor: personOf(record),
    cause: "rolled_back",
    because: `${personOf(record)} switched back.`,
  }),
  failed: (record) => ({ actor: "worker", cause: "failed", because: failureOf(record).sentence }),
};

/** Who ended it, in which words. */
function ending(record: ReleaseRecord): Ending {
  if (record.listed?.cause === "approval_expired") {
    return {
      actor: "worker",
      cause: "approval_expired",
      because: "Nobody decided in time. Nothing was changed.",
    };
  }
  const said = endings[record.state];
  return said ? said(record) : { actor: "worker", cause: "succeeded", because: "Done." };
}

/** Why a failed record failed. */
export function failureOf(record: ReleaseRecord): { class: string; rule: string | null; sentence: string } {
  if (record.build.fault === "image-pull") {
    return {
      class: "image",
      rule: "Q-E1",
      sentence: `Image ${record.service.name}:${record.build.tag} does not exist in the registry.`,
    };
  }
  return { class: "app", rule: null, sentence: "The new pods did not become ready in time." };
}

/** Whether people were asked for this one. */
function isAsked(record: ReleaseRecord): boolean {
  return (
    record.decision !== null ||
    record.state === "awaiting_approval" ||
    record.listed?.cause === "approval_expired"
  );
}

function waitingStep(record: ReleaseRecord): Step[] {
  if (!isAsked(record)) return [];
  return [
    {
      state: "awaiting_approval",
      at: secondsAfter(record.createdAt, 1),
      actor: "worker",
      cause: "approval_needed",
      because: "Waits for one person to approve this plan.",
    },
  ];
}

function queuedStep(record: ReleaseRecord): Step[] {
  if (!record.startedAt) return [];
  const by = decisionBy(record);
  const words = isAsked(record)
    ? { cause: "approved", because: `${by} approved the plan.` }
    : { cause: "no_approval_needed", because: "No approval is needed." };
  return [{ state: "queued", at: secondsAfter(record.startedAt, -1), actor: by, ...words }];
}

function lastStep(record: ReleaseRecord): Step[] {
  if (!isTerminal(record.state) || !record.finishedAt) return [];
  return [{ state: record.state, at: record.finishedAt, ...ending(record) }];
}

function stepsOf(record: ReleaseRecord): Step[] {
  const requested: Step = {
    state: "requested",
    at: record.createdAt,
    actor: record.requestedBy,
    cause: "requested",
    because: record.reason || `${record.requestedBy} asked for it.`,
  };
  return [requested, ...waitingStep(record), ...queuedStep(record), ...middle(record), ...lastStep(record)];
}

/** The way of every record through the states, gapless from 1. */
export function transitionRows(records: readonly ReleaseRecord[]): Row[] {
  return records.flatMap((record) =>
    stepsOf(record).map((step, index, all) => ({
      deployment_id: record.id,
      seq: index + 1,
      from_state: all[index - 1]?.state ?? null,
      to_state: step.state,
      cause: step.cause,
      actor: step.actor,
      at: step.at,
      detail: { because: step.because },
    })),
  );
}

/** When the record entered the state that it is in. */
export function enteredAt(record: ReleaseRecord): Date {
  return stepsOf(record).at(-1)?.at ?? record.createdAt;
}
