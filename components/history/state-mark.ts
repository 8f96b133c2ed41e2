import type { GlyphName } from "@/components/ui/glyph";
import type { Color } from "@/contracts/color-names";
import type { DeploymentState } from "@/contracts/deployment-state";

const marks: Partial<Record<DeploymentState, GlyphName>> = {
  failed: "fail",
  rejected: "fail",
  rolled_back: "back",
  canceled: "skip",
  superseded: "skip",
  awaiting_approval: "person",
  awaiting_promotion: "person",
};

const serving: readonly DeploymentState[] = ["succeeded", "holding"];

/** The glyph of a deployment in lists: how it ended, whom it waits for, or the color that it brought to serve. */
export function stateMark(state: DeploymentState, color: Color | null, isHeld = false): GlyphName {
  const mark = marks[state];
  if (mark) return mark;
  if (isHeld) return "soon";
  if (!serving.includes(state)) return "change";
  return color ? `${color}-run` : "tick";
}
