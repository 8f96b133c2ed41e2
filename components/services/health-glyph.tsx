import { StateGlyph, type StateName } from "@/components/ui/state-glyph";
import type { HealthState } from "@/contracts/health";

const stateOf: Readonly<Record<HealthState, StateName>> = {
  failing: "failing",
  changing: "changing",
  look: "soon",
  no_data: "unknown",
  ok: "healthy",
};

/** The glyph of a service's health, with its word as accessible name. */
export function HealthGlyph({ health, label }: { health: HealthState; label?: string }) {
  return <StateGlyph state={stateOf[health]} {...(label === undefined ? {} : { label })} />;
}
