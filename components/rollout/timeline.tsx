import { Clock } from "@/components/ui/age";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { TimelineEntry } from "@/contracts/deployment";

const glyphOf: Readonly<Record<TimelineEntry["tone"], GlyphName>> = {
  quiet: "tick",
  person: "person",
  look: "soon",
  failing: "fail",
};

/** What happened, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="times">
      {entries
        .toSorted((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq)
        .map((entry) => (
          <li key={`${entry.kind} ${entry.seq} ${entry.at}`}>
            <Clock at={entry.at} seconds />
            <Glyph name={glyphOf[entry.tone]} />
            <span>{entry.sentence}</span>
          </li>
        ))}
    </ol>
  );
}

/** The whole story as text, for a ticket or a chat. */
export function reportOf(headline: string, entries: readonly TimelineEntry[]): string {
  return [
    headline,
    "",
    ...entries.toSorted((a, b) => a.at.localeCompare(b.at)).map((entry) => `${entry.at}  ${entry.sentence}`),
  ].join("\n");
}
