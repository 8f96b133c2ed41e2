import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { PlanCheck } from "@/contracts/plan";

const glyphOf: Readonly<Record<PlanCheck["outcome"], GlyphName>> = {
  passed: "tick",
  warning: "soon",
  blocked: "fail",
};
const toneOf: Readonly<Record<PlanCheck["outcome"], string>> = {
  passed: "",
  warning: "amber",
  blocked: "red",
};

/** Each check with its sentence; a blocked one also says who can lift it. */
export function PlanChecks({ checks }: { checks: readonly PlanCheck[] }) {
  return (
    <>
      {checks.map((check) => (
        <span key={check.id} className={toneOf[check.outcome]}>
          <Glyph name={glyphOf[check.outcome]} label={check.outcome} />
          {check.sentence}
          {check.refusal?.whoCan?.length ? ` Ask ${check.refusal.whoCan.join(" or ")}.` : ""}
        </span>
      ))}
    </>
  );
}
