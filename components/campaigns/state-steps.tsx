import clsx from "clsx";
import { Glyph } from "@/components/ui/glyph";
import type { CampaignState } from "@/contracts/campaign";
import { stateInWords } from "./campaign-words";

const steps: readonly CampaignState[] = [
  "draft",
  "scheduled",
  "scaling_up",
  "ready",
  "live",
  "cooling_down",
  "done",
];

/** The way of a campaign from its plan to its end; where it stands is marked. */
export function StateSteps({ state }: { state: CampaignState }) {
  const at = steps.indexOf(state);
  if (at === -1) return null;
  return (
    <ol className="state-steps" aria-label="Way of the campaign">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={clsx(index > at && "faint", index < at && "dim")}
        >
          {index < at ? <Glyph name="tick" label="past" /> : null}{" "}
          {step === "draft" && index < at ? "confirmed" : stateInWords(step)}
        </li>
      ))}
    </ol>
  );
}
