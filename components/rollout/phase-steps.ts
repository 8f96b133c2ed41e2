import { en } from "@/components/i18n/en";
import type { PhaseStep } from "@/components/track/phase-strip";
import type { DeploymentDetail, PhaseView } from "@/contracts/deployment";

const stateOf = {
  done: "done",
  now: "now",
  waiting: "now",
  failed: "fail",
  skipped: "skip",
  ahead: "next",
} as const;

function glyphOf(view: PhaseView, detail: DeploymentDetail): Pick<PhaseStep, "glyph"> {
  if (view.status === "waiting") return { glyph: "person" };
  if (view.status !== "now") return {};
  if (detail.hold === "unreachable" || detail.hold === "credentials") return { glyph: "none" };
  if (detail.state === "rolling_back") return { glyph: "back" };
  return {};
}

/** The phases of a deployment as the strip draws them. */
export function phaseSteps(detail: DeploymentDetail): readonly PhaseStep[] {
  return detail.phases.map((view) => ({
    phase: view.phase,
    state: stateOf[view.status],
    // The headline says why it is paused; the strip has no room for it.
    sub: detail.hold === "none" || !view.line.startsWith("Paused") ? view.line : "Paused",
    ...glyphOf(view, detail),
  }));
}

/** "Warm, phase 3 of 7. 2 of 4 ready": the strip in one line, for phones. */
export function phaseLine(detail: DeploymentDetail): string {
  const at = detail.phases.findIndex(
    (view) => view.status === "now" || view.status === "waiting" || view.status === "failed",
  );
  const view = detail.phases[at];
  if (!view) return detail.sentence;
  const line = view.line.startsWith("Paused") ? "Paused" : view.line;
  return `${en.phases[view.phase]}, phase ${at + 1} of ${detail.phases.length}. ${line}`;
}
