import type { TimelineEntry } from "@/contracts/deployment";
import type { DecisionFacts, DeploymentRecord, TransitionFacts } from "./record";

type Draft = Omit<TimelineEntry, "seq">;

const failing = ["failed", "rolling_back", "rolled_back"];
const quietCauses = ["engine", "locked"];

function askedFor(step: TransitionFacts): Omit<Draft, "tone"> {
  const told = step.because === `${step.actor} asked for it.`;
  const reason = step.because && !told ? `: ${step.because}` : ".";
  return {
    at: new Date(step.at).toISOString(),
    kind: "person",
    actor: step.actor,
    sentence: `${step.actor} asked for it${reason}`,
  };
}

function ofTransition(step: TransitionFacts): Draft {
  const person = step.actor !== "worker" && step.actor !== "engine";
  const tone = failing.includes(step.to)
    ? "failing"
    : step.cause.startsWith("hold_")
      ? "look"
      : person
        ? "person"
        : "quiet";
  if (step.from === null && person) return { ...askedFor(step), tone };
  const fallback = `${step.to.replaceAll("_", " ")}${quietCauses.includes(step.cause) ? "" : ` (${step.cause.replaceAll("_", " ")})`}`;
  return {
    at: new Date(step.at).toISOString(),
    kind: person ? "person" : "state",
    actor: step.actor,
    sentence: step.because || fallback,
    tone,
  };
}

function ofDecision(decision: DecisionFacts): Draft {
  const comment = decision.comment ? `: ${decision.comment}` : ".";
  return {
    at: new Date(decision.at).toISOString(),
    kind: "person",
    actor: decision.approver,
    sentence: `${decision.approver} ${decision.decision} the plan${comment}`,
    tone: decision.decision === "approved" ? "person" : "failing",
  };
}

const didWords: Readonly<Record<keyof DeploymentRecord["asks"], string>> = {
  cancel: "asked to abort",
  promote: "promoted",
  switchBack: "asked to switch back",
  retry: "asked to retry",
  finish: "asked to end the standby",
};

function ofAsks(record: DeploymentRecord): Draft[] {
  return Object.entries(record.asks).flatMap(([ask, asked]) =>
    asked
      ? [
          {
            at: new Date(asked.at).toISOString(),
            kind: "person" as const,
            actor: asked.by,
            sentence: `${asked.by} ${didWords[ask as keyof DeploymentRecord["asks"]]}.`,
            tone: "person" as const,
          },
        ]
      : [],
  );
}

/** What happened, newest first: steps of the engine, what people asked and decided. Pure. */
export function timelineOf(
  record: DeploymentRecord,
  transitions: readonly TransitionFacts[],
): TimelineEntry[] {
  // The decision itself is told with its comment; the step that follows it would say it twice.
  const approvers = record.approvals.map(({ approver }) => `${approver} approved the plan.`);
  const steps = transitions.filter(({ because }) => !approvers.includes(because));
  const drafts = [...steps.map(ofTransition), ...record.approvals.map(ofDecision), ...ofAsks(record)];
  return drafts
    .sort((a, b) => a.at.localeCompare(b.at))
    .map((draft, index) => ({ ...draft, seq: index + 1 }))
    .reverse();
}
