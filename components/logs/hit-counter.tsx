import { IconButton } from "@/components/ui/icon-button";
import type { HitWalk } from "./use-hit-walk";

const number = new Intl.NumberFormat("en");

/** "3 of 41"; before the first step how many there are. A line with several finds is one hit. */
export function hitWords({ place, total }: Pick<HitWalk, "place" | "total">): string {
  if (total === 0) return "No hit";
  if (place === null) return total === 1 ? "1 hit" : `${number.format(total)} hits`;
  return `${number.format(place)} of ${number.format(total)}`;
}

/** How many lines are hits, on which one the reader stands, and the way to the next. */
export function HitCounter({ walk }: { walk: HitWalk }) {
  const reason = walk.total === 0 ? "No line has it." : undefined;
  return (
    <fieldset className="hit-walk" aria-label="Hits">
      <span className="dim">{hitWords(walk)}</span>
      <IconButton
        small
        glyph="up"
        label="Hit before"
        aria-keyshortcuts="Shift+N"
        disabledReason={reason}
        onClick={() => walk.move(-1)}
      />
      <IconButton
        small
        glyph="down"
        label="Next hit"
        aria-keyshortcuts="N"
        disabledReason={reason}
        onClick={() => walk.move(1)}
      />
    </fieldset>
  );
}
