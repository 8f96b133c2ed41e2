import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { Plan } from "@/contracts/plan";

/** Where the same image has succeeded before, and when; amber when nowhere. */
export function PlanEvidence({ evidence }: Pick<Plan, "evidence">) {
  if (!evidence) {
    return <span className="amber">no deployment of this image in an earlier environment</span>;
  }
  return (
    <span>
      <Glyph name="tick" />
      succeeded in {evidence.environment} as{" "}
      <Link href={`/r/${evidence.deploymentId}`}>R-{evidence.ref}</Link>{" "}
      <Ago at={evidence.at} suffix=" ago" />
    </span>
  );
}
