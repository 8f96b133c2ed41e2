import type { DeploymentVerb } from "@/contracts/deployment";
import { type DeploymentState, isTerminal } from "@/contracts/deployment-state";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, mayDo, type Resource, refused } from "@/server/domain/access/eligibility";
import type { Action } from "@/server/domain/access/matrix";
import { type ApprovalCase, freshSignIn, mayDecide } from "@/server/domain/approval/four-eyes";
import { freezeRefusal } from "@/server/domain/planning/freeze";
import type { Asked, DeploymentRecord } from "./record";

/** Who asks, about what, when (ms since the epoch). */
export interface VerbCase {
  actor: Actor;
  record: DeploymentRecord;
  now: number;
}

/** Days in which an archive may come back without a new approval. */
export const rollbackDays = 30;

const beforeLock: readonly DeploymentState[] = ["requested", "awaiting_approval", "queued"];
const beforeSwitch: readonly DeploymentState[] = [
  "queued",
  "rendering",
  "dry_running",
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
];
const afterSwitch: readonly DeploymentState[] = ["switching", "verifying"];

/** What the permission matrix asks about a deployment. */
export function resourceOf(record: DeploymentRecord): Resource {
  return {
    ownership: record.ownership,
    place: record.place,
    ownSwitch: { requestedBy: record.requestedBy, switchedAt: record.switchedAt },
  };
}

/** What four eyes ask about a deployment. */
export function approvalCaseOf(record: DeploymentRecord): ApprovalCase {
  return {
    resource: resourceOf(record),
    requestedBy: record.requestedBy,
    responsible: record.responsible,
    contributors: record.contributors,
    state: record.state,
    cause: record.cause,
    planHash: record.planHash,
    approvalExpiresAt: record.approvalExpiresAt,
    decided: record.approvals
      .filter(({ planHash }) => planHash === record.planHash)
      .map(({ approver }) => approver),
  };
}

function words(state: DeploymentState): string {
  return state.replaceAll("_", " ");
}

function wrongState(record: DeploymentRecord, what: string): Eligibility {
  return refused("wrong_state", `R-${record.ref} is ${words(record.state)}: ${what}`);
}

function may(verb: VerbCase, action: Action): Eligibility {
  return mayDo(verb.actor, action, { resource: resourceOf(verb.record), now: verb.now });
}

function askedBefore(asked: Asked | null, verb: VerbCase, did: string): Eligibility {
  if (!asked) return allowed;
  const seconds = Math.max(0, Math.round((verb.now - asked.at) / 1000));
  const ago = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return refused("conflict", `${asked.by} ${did} ${ago} ago.`);
}

function firstNo(...answers: readonly Eligibility[]): Eligibility {
  return answers.find((answer) => !answer.allowed) ?? allowed;
}

/** A rolling service has no second color to switch back to: abort takes its release back until it is verified. */
function isAbortable({ state, strategy }: DeploymentRecord): boolean {
  return beforeSwitch.includes(state) || (strategy === "rolling" && state === "verifying");
}

function abort(verb: VerbCase): Eligibility {
  const { record } = verb;
  const state = isAbortable(record)
    ? allowed
    : wrongState(
        record,
        afterSwitch.includes(record.state)
          ? "traffic has moved. Switch back instead."
          : "there is nothing to abort.",
      );
  return firstNo(may(verb, "deploy.abort"), state, askedBefore(record.asks.cancel, verb, "aborted it"));
}

function withdraw(verb: VerbCase): Eligibility {
  const { record, actor } = verb;
  const role = actor.account === record.requestedBy ? allowed : may(verb, "deploy.abort");
  const state = beforeLock.includes(record.state)
    ? allowed
    : wrongState(record, "only a request that waits can be withdrawn.");
  return firstNo(role, state, askedBefore(record.asks.cancel, verb, "withdrew it"));
}

function promote(verb: VerbCase): Eligibility {
  const { record } = verb;
  const state =
    record.state === "awaiting_promotion" ? allowed : wrongState(record, "it does not wait for the switch.");
  return firstNo(
    may(verb, "deploy.promote"),
    state,
    record.asks.cancel ? refused("conflict", `${record.asks.cancel.by} is aborting it.`) : allowed,
    record.freeze ? { allowed: false, ...freezeRefusal(record.freeze, []) } : allowed,
    askedBefore(record.asks.promote, verb, "started the switch"),
  );
}

function switchBackState(record: DeploymentRecord): Eligibility {
  if (record.strategy !== "blueGreen")
    return wrongState(record, "its strategy has no second color. Roll back instead.");
  if (record.fromColor === null)
    return wrongState(record, "it is the first deployment here, so there is nothing to go back to.");
  if (afterSwitch.includes(record.state)) return allowed;
  if (record.state === "holding") {
    return record.target.standbyDeploymentId
      ? allowed
      : wrongState(record, "its standby is gone. Roll back instead.");
  }
  return wrongState(
    record,
    beforeSwitch.includes(record.state)
      ? "traffic has not moved. Abort instead."
      : "no warm standby is left. Roll back instead.",
  );
}

function switchBack(verb: VerbCase): Eligibility {
  return firstNo(
    may(verb, "deploy.switchBack"),
    switchBackState(verb.record),
    askedBefore(verb.record.asks.switchBack, verb, "switched back"),
  );
}

/** Whether the archive of a deployment is young enough to come back without a new approval. */
export function needsApprovalAgain(record: DeploymentRecord, now: number): boolean {
  return (
    record.place.protected &&
    (record.verifiedAt === null || now - record.verifiedAt > rollbackDays * 86_400_000)
  );
}

function rollback(verb: VerbCase): Eligibility {
  const { record, now } = verb;
  const action = needsApprovalAgain(record, now) ? "deploy.rollbackWithApproval" : "deploy.rollback";
  return firstNo(rollbackState(record), may(verb, action));
}

function rollbackState(record: DeploymentRecord): Eligibility {
  if (record.verifiedAt === null || record.bundleSha256 === null || record.state === "rolled_back") {
    return refused(
      "wrong_state",
      `R-${record.ref} never reached success, so there is nothing to go back to.`,
    );
  }
  if (record.id === record.target.stableDeploymentId) {
    return refused("nothing_to_change", `R-${record.ref} is what runs in ${record.place.environment} now.`);
  }
  return allowed;
}

function retry(verb: VerbCase): Eligibility {
  const { record } = verb;
  const held = !isTerminal(record.state) && record.hold !== "none";
  const over = ["failed", "canceled", "rolled_back"].includes(record.state);
  const state = held || over ? allowed : wrongState(record, "there is nothing to retry.");
  return firstNo(
    may(verb, "deploy.retry"),
    state,
    held ? askedBefore(record.asks.retry, verb, "retried it") : allowed,
  );
}

function finish(verb: VerbCase): Eligibility {
  const { record } = verb;
  const possible = record.state === "holding" || (!isTerminal(record.state) && record.hold !== "none");
  const state = possible ? allowed : wrongState(record, "there is no standby to end.");
  return firstNo(may(verb, "deploy.finish"), state, askedBefore(record.asks.finish, verb, "ended it"));
}

function decide(verb: VerbCase): Eligibility {
  return mayDecide(verb.actor, approvalCaseOf(verb.record), verb.now);
}

function approve(verb: VerbCase): Eligibility {
  return firstNo(decide(verb), freshSignIn(verb.actor, approvalCaseOf(verb.record), verb.now));
}

const rules: Readonly<Record<DeploymentVerb, (verb: VerbCase) => Eligibility>> = {
  approve,
  reject: decide,
  promote,
  abort,
  switchBack,
  rollback,
  retry,
  finish,
  withdraw,
};

/** Whether an actor may apply a verb to a deployment now. The one answer for button, API and command line. Pure and total. */
export function mayApply(verb: DeploymentVerb, verbCase: VerbCase): Eligibility {
  return rules[verb](verbCase);
}

/** States in which a page offers a verb at all; elsewhere it would only be noise. */
const offeredIn: Readonly<Record<DeploymentVerb, (record: DeploymentRecord) => boolean>> = {
  approve: (record) => record.state === "awaiting_approval",
  reject: (record) => record.state === "awaiting_approval",
  withdraw: (record) => ["requested", "awaiting_approval"].includes(record.state),
  abort: isAbortable,
  promote: (record) =>
    ["awaiting_promotion", "progressing", "checking"].includes(record.state) &&
    record.strategy === "blueGreen",
  switchBack: (record) =>
    [...afterSwitch, "holding"].includes(record.state) && record.strategy === "blueGreen",
  finish: (record) => record.state === "holding",
  retry: (record) =>
    (!isTerminal(record.state) && record.hold === "manual") ||
    ["failed", "canceled", "rolled_back"].includes(record.state),
  rollback: (record) => record.verifiedAt !== null && isTerminal(record.state),
};

/** The verbs that a deployment's page shows, each with its answer for this actor. */
export function allowedActions(verbCase: VerbCase): Partial<Record<DeploymentVerb, Eligibility>> {
  const verbs = Object.keys(rules) as DeploymentVerb[];
  return Object.fromEntries(
    verbs.filter((verb) => offeredIn[verb](verbCase.record)).map((verb) => [verb, mayApply(verb, verbCase)]),
  );
}
