import { StateGlyph, type StateName } from "@/components/ui/state-glyph";
import type { HealthState } from "@/contracts/health";

const stateOf: Readonly<Record<HealthState, StateName>> = {
  failing: "failing",
  changing: "changing",
  look: "soon",
  no_data: "unknown",
  ok: "healthy",
};

export type HealthGlyphProps = {
  health: HealthState;
  /** A person has to decide, and nothing is wrong. */
  waiting?: boolean;
  label?: string;
};

/** The glyph of a service's health, with its word as accessible name. */
export function HealthGlyph({ health, waiting = false, label }: HealthGlyphProps) {
  return (
    <StateGlyph state={waiting ? "person" : stateOf[health]} {...(label === undefined ? {} : { label })} />
  );
}
