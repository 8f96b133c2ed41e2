import { type DeploymentState, isTerminal, type TerminalState } from "@/contracts/deployment-state";
import { currentPhase } from "./path";
import { stateLine } from "./phase-line";
import { candidateSeen, type ViewFacts } from "./view-facts";
import { clockText, durationText, titled } from "./words";

const phaseWords = {
  render: "Render",
  approve: "Approve",
  warm: "Warm",
  check: "Check",
  switch: "Switch",
  hold: "Hold",
  retire: "Retire",
} as const;

function kept(facts: ViewFacts): string {
  const { fromColor, switchedAt, strategy } = facts.record;
  if (strategy !== "blueGreen" || fromColor === null || switchedAt !== null) return "";
  return ` ${titled(fromColor)} kept all traffic throughout.`;
}

function by(facts: ViewFacts): string {
  const actor = facts.transitions.findLast(({ actor }) => actor !== "worker" && actor !== "engine")?.actor;
  return actor ? ` by ${actor}` : "";
}

const ends: Readonly<Record<TerminalState, (facts: ViewFacts) => string>> = {
  succeeded: ({ record }) =>
    `Done in ${durationText(((record.verifiedAt ?? record.finishedAt ?? record.createdAt) - record.createdAt) / 1000)}.`,
  failed: (facts) => `${facts.record.failureSentence ?? "It failed."}${kept(facts)}`,
  rejected: (facts) => {
    const no = facts.record.approvals.findLast(({ decision }) => decision === "rejected");
    return no
      ? `${no.approver} rejected it: ${no.comment}. Nothing was changed.`
      : "Rejected. Nothing was changed.";
  },
  canceled: (facts) =>
    facts.record.cause === "approval_expired"
      ? "Nobody decided in time, so the request expired. Nothing was changed."
      : `Canceled in ${phaseWords[currentPhase(facts.record, facts.transitions)]}${by(facts)}.${kept(facts)}`,
  superseded: () => "A newer deployment took its place.",
  rolled_back: (facts) =>
    `${titled(facts.record.fromColor)} has the traffic again: switched back${by(facts)}.`,
};

function waitsForApproval({ record, approvers }: ViewFacts): string {
  const who = approvers.length > 0 ? `: ${approvers.join(" or ")}` : "";
  return `Waits for an approver of ${record.ownership.owner.name}${who}.`;
}

/** "2 of 4 ready"; nothing while no pod is wanted yet. */
function readyWords(facts: ViewFacts): { words: string; isFull: boolean } | null {
  const seen = candidateSeen(facts);
  if (!seen || seen.wanted === 0) return null;
  return { words: `${seen.ready} of ${seen.wanted} ready`, isFull: seen.ready >= seen.wanted };
}

function notReady(facts: ViewFacts): string {
  const name = titled(facts.record.candidate);
  const ready = readyWords(facts);
  const [cause] = facts.findings;
  const isOne = facts.record.candidate !== null;
  if (cause?.class === "wait" && ready?.isFull)
    return `${name}: ${ready.words}, and must stay so for a moment.`;
  if (cause && cause.class !== "info") return `${name} ${isOne ? "is" : "are"} not ready: ${cause.sentence}`;
  return ready ? `${name}: ${ready.words}.` : `${name} ${isOne ? "starts" : "start"}.`;
}

function hasTraffic(facts: ViewFacts): string {
  const { fromColor } = facts.record;
  return fromColor === null ? "" : ` ${titled(fromColor)} still has all traffic.`;
}

type Sentence = (facts: ViewFacts) => string;

const going: Partial<Record<DeploymentState, Sentence>> = {
  awaiting_approval: waitsForApproval,
  queued: () => "Waits for its turn on this target.",
  rendering: () => "The final bundle is rendered.",
  dry_running: () => "The cluster tries every object without writing it.",
  applying: (facts) => `The objects are applied.${hasTraffic(facts)}`,
  progressing: notReady,
  checking: (facts) => `${titled(facts.record.candidate)} is ready; smoke checks run.${hasTraffic(facts)}`,
  awaiting_promotion: (facts) => `${titled(facts.record.candidate)} is ready.${hasTraffic(facts)}`,
  matching_capacity: (facts) => `${stateLine(facts)}.${hasTraffic(facts)}`,
  switching: ({ record }) => `Switching the traffic to ${record.candidate ?? "the new pods"}.`,
  verifying: ({ record }) =>
    record.candidate === null
      ? `The new pods serve. Verifying ${clockText(record.observedOkMs / 1000)} of ${clockText(record.rules.bakeSeconds)}.`
      : `${titled(record.candidate)} is serving. Verifying ${clockText(record.observedOkMs / 1000)} of ${clockText(record.rules.bakeSeconds)}.`,
  holding: ({ record }) =>
    `${titled(record.candidate)} is serving.${record.fromColor ? ` ${titled(record.fromColor)} stays warm for a way back.` : ""}`,
  scaling_down: ({ record }) =>
    `${titled(record.candidate)} is serving. ${titled(record.fromColor)} is removed.`,
  rolling_back: ({ record }) =>
    record.fromColor ? `Switching back to ${record.fromColor}.` : "The last release comes back.",
  cleaning_up: (facts) => `${titled(facts.record.candidate)} is removed.${kept(facts)}`,
};

/** The first thing that a person reads: who has the traffic, what happens or why not. Pure. */
export function headlineOf(facts: ViewFacts): string {
  const { record } = facts;
  if (isTerminal(record.state)) return ends[record.state](facts);
  if (record.hold !== "none") {
    const [cause] = facts.findings;
    const why = cause && cause.class !== "info" ? cause.sentence : (record.holdReason ?? `${record.hold}.`);
    return `Paused. ${why}${record.switchedAt === null && record.strategy === "blueGreen" ? hasTraffic(facts) : ""}`;
  }
  return going[record.state]?.(facts) ?? "Asked for; the plan is rendered.";
}
