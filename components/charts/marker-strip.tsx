import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { clock } from "@/components/ui/time-words";
import { Tooltip } from "@/components/ui/tooltip";
import type { MetricMarker } from "@/contracts/metrics";

/** Glyph of what was done; the words say it as well. */
export const markerGlyphs: Readonly<Record<MetricMarker["kind"], GlyphName>> = {
  ...{ deployment: "nav-rollouts", switch: "points", config: "change", scaling: "person" },
};

/**
 * What was done, at its place above a drawing: words on hover and on focus, a link for more. Drawn in the browser only,
 * where places can be set.
 */
export function MarkerStrip({
  markers,
  from,
  to,
}: {
  markers: readonly MetricMarker[];
  from: number;
  to: number;
}) {
  if (markers.length === 0) return null;
  const place = (at: string) => ((Date.parse(at) / 1000 - from) / (to - from)) * 100;
  return (
    <div className="chart-marks">
      {markers.map(({ at, kind, words, href }) => {
        const told = `${clock(at, { seconds: true, now: to * 1000 })} ${words}`;
        return (
          <Tooltip key={`${at} ${words}`} words={told}>
            <Link plain href={href} aria-label={told} style={{ left: `${place(at)}%` }}>
              <Glyph name={markerGlyphs[kind]} />
            </Link>
          </Tooltip>
        );
      })}
    </div>
  );
}
