import type { PhaseView } from "@/contracts/deployment";
import { isTerminal, type Phase } from "@/contracts/deployment-state";
import { currentPhase, isInstant, pathOf, phaseOn } from "./path";
import { stateLine } from "./phase-line";
import type { DeploymentRecord } from "./record";
import type { ViewFacts } from "./view-facts";
import { durationText, iso } from "./words";

interface Span {
  startedAt: number;
  /** Null while it runs. */
  endedAt: number | null;
}

/** When each phase began and ended, taken together over all of its states. */
function spansOf(facts: ViewFacts): ReadonlyMap<Phase, Span> {
  const { record, transitions } = facts;
  const instant = isInstant(record, transitions);
  const spans = new Map<Phase, Span>();
  transitions.forEach((step, index) => {
    if (isTerminal(step.to)) return;
    const phase = phaseOn(record, step.to, instant);
    const next = transitions[index + 1];
    spans.set(phase, { startedAt: spans.get(phase)?.startedAt ?? step.at, endedAt: next?.at ?? null });
  });
  return spans;
}

const waitingStates = ["awaiting_approval", "queued", "requested"];

function waitsForPerson(record: DeploymentRecord): boolean {
  if (record.hold !== "none" || waitingStates.includes(record.state)) return true;
  return record.state === "awaiting_promotion" && !record.rules.autoPromote && record.asks.promote === null;
}

type Status = PhaseView["status"];

/** How the phase itself looks where the deployment stands, and how the phases after it look. */
function standing(record: DeploymentRecord): { here: Status; after: Status } {
  if (record.state === "succeeded") return { here: "done", after: "done" };
  if (isTerminal(record.state)) return { here: "failed", after: "skipped" };
  if (record.state === "cleaning_up") return { here: "failed", after: "skipped" };
  if (record.state === "rolling_back") return { here: "now", after: "skipped" };
  return { here: waitsForPerson(record) ? "waiting" : "now", after: "ahead" };
}

function statusOf(facts: ViewFacts, position: number, at: number): Status {
  const { here, after } = standing(facts.record);
  if (position < at) return "done";
  return position === at ? here : after;
}

function endWords(facts: ViewFacts): string {
  const last = facts.transitions.at(-1);
  const word = facts.record.state.replaceAll("_", " ");
  const by = last && last.actor !== "worker" && facts.record.state !== "succeeded" ? ` by ${last.actor}` : "";
  return `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}${by}`;
}

function doneLine(facts: ViewFacts, phase: Phase, span: Span | undefined): string {
  if (phase === "approve") {
    const by = facts.record.approvals
      .filter(({ decision }) => decision === "approved")
      .map(({ approver }) => approver);
    if (by.length > 0) return by.join(", ");
  }
  if (!span || span.endedAt === null) return "";
  return durationText((span.endedAt - span.startedAt) / 1000);
}

function lineOf(facts: ViewFacts, view: { phase: Phase; status: Status; span: Span | undefined }): string {
  if (view.status === "done") return doneLine(facts, view.phase, view.span);
  if (view.status === "now" || view.status === "waiting") return stateLine(facts);
  if (view.status === "failed") return facts.record.state === "cleaning_up" ? "Ended here" : endWords(facts);
  if (view.status === "skipped" && view.phase === "retire" && facts.record.state === "cleaning_up")
    return stateLine(facts);
  return "";
}

/** Begin and end, as far as the phase has them: what is ahead has neither, what goes on has no end. */
function timesOf(
  status: PhaseView["status"],
  span: { startedAt: number | null; endedAt: number | null } | undefined,
): Pick<PhaseView, "startedAt" | "endedAt"> {
  const hasBegun = status !== "ahead" && status !== "skipped";
  const hasEnded = status === "done" || status === "failed";
  return {
    startedAt: hasBegun ? iso(span?.startedAt ?? null) : null,
    endedAt: hasEnded ? iso(span?.endedAt ?? null) : null,
  };
}

/** The strip: every phase of this deployment's way with its status and its words. Pure. */
export function phaseViews(facts: ViewFacts): PhaseView[] {
  const { record, transitions } = facts;
  const way = pathOf(record, transitions);
  const spans = spansOf(facts);
  const at = Math.max(0, way.indexOf(currentPhase(record, transitions)));
  return way.map((phase, position) => {
    const span = spans.get(phase);
    const cleaning = record.state === "cleaning_up" && phase === "retire" && position > at;
    const status = cleaning ? "now" : statusOf(facts, position, at);
    return { phase, status, line: lineOf(facts, { phase, status, span }), ...timesOf(status, span) };
  });
}
