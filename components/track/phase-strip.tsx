import clsx from "clsx";
import { en } from "@/components/i18n/en";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { Color } from "@/contracts/color";
import type { Phase } from "@/contracts/deployment-state";

export type PhaseState = "done" | "now" | "next" | "fail" | "skip";

export type PhaseStep = {
  phase: Phase;
  state: PhaseState;
  /** Line under the name: "2 of 4 ready, 3:10". */
  sub?: React.ReactNode;
  /** In place of the state's own drawing: `person` for a wait, `back` while switching back, `none` when the cluster is silent. */
  glyph?: GlyphName;
};

export type PhaseStripProps = {
  /** The phases that this deployment's path has, in order. */
  steps: readonly PhaseStep[];
  /** Color that got the traffic; the route after the switch takes it. */
  switchedTo?: Color | undefined;
  /** Everything in one line, for phones: "Warm, phase 3 of 7. 2 of 4 ready". */
  line: string;
};

const glyphOf: Readonly<Record<PhaseState, GlyphName>> = {
  done: "tick",
  now: "change",
  next: "todo",
  fail: "fail",
  skip: "skip",
};
const wordOf: Readonly<Record<PhaseState, string>> = {
  done: "done",
  now: "now",
  next: "to come",
  fail: "failed",
  skip: "not reached",
};

function drawingOf(step: PhaseStep): GlyphName {
  if (step.glyph) return step.glyph;
  return step.phase === "switch" && step.state === "next" ? "points" : glyphOf[step.state];
}

/** The route of a deployment: what is done, where it is, what comes. */
export function PhaseStrip({ steps, switchedTo, line }: PhaseStripProps) {
  const switchAt = steps.findIndex((step) => step.phase === "switch");
  return (
    <>
      <ol className="phases" data-count={steps.length} aria-label="Phases">
        {steps.map((step, index) => {
          const colored = switchedTo && step.state === "done" && switchAt >= 0 && index >= switchAt;
          return (
            <li
              key={step.phase}
              className={clsx(step.state, colored && `switched-${switchedTo}`)}
              aria-current={step.state === "now" ? "step" : undefined}
            >
              <Glyph name={drawingOf(step)} label={wordOf[step.state]} />
              <span className="phase">{en.phases[step.phase]}</span>
              <span className="sub">{step.sub ?? "\u00a0"}</span>
            </li>
          );
        })}
      </ol>
      <p className="phases-line">{line}</p>
    </>
  );
}
