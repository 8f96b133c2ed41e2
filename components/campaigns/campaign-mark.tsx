import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { CampaignState } from "@/contracts/campaign";
import { type Delay, delayInWords, stateInWords } from "./campaign-words";

const glyphs: Readonly<Record<CampaignState, GlyphName>> = {
  draft: "person",
  scheduled: "todo",
  scaling_up: "change",
  ready: "tick",
  live: "pod-run",
  cooling_down: "down",
  done: "tick",
  canceled: "skip",
};

/** How a campaign stands: its state, and in amber or red that its window is late, short or missed. */
export function CampaignMark({ row }: { row: Delay & { state: CampaignState } }) {
  const delay = delayInWords(row);
  const { missed } = row;
  return (
    <span className="campaign-mark">
      <span className="pair">
        <Glyph name={glyphs[row.state]} /> {stateInWords(row.state)}
      </span>
      {delay ? (
        <span className={missed ? "pair red" : "pair amber"}>
          <Glyph name={missed ? "fail" : "soon"} /> {delay}
        </span>
      ) : null}
    </span>
  );
}
