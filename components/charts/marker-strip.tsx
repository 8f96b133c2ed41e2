import { useEffect, useRef, useState } from "react";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { clock } from "@/components/ui/time-words";
import { Tooltip } from "@/components/ui/tooltip";
import type { MetricMarker } from "@/contracts/metrics";
import { groupMarkers } from "./marker-groups";

/** Glyph of what was done; the words say it as well. */
export const markerGlyphs: Readonly<Record<MetricMarker["kind"], GlyphName>> = {
  ...{ deployment: "nav-rollouts", switch: "points", config: "change", scaling: "person" },
};

interface StripProps {
  markers: readonly MetricMarker[];
  from: number;
  to: number;
  /** Where several changes at one place are told in full. */
  more: string;
}

/** Width of an element, in pixels; 0 until it is drawn. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const sized = new ResizeObserver(() => setWidth(box.clientWidth));
    sized.observe(box);
    return () => sized.disconnect();
  }, []);
  return { ref, width };
}

/**
 * What was done, at its place above a drawing: words on hover and on focus, a link for more. Drawn in the browser only,
 * where places can be set.
 */
export function MarkerStrip({ markers, from, to, more }: StripProps) {
  const { ref, width } = useWidth();
  const groups = width === 0 ? [] : groupMarkers(markers, { from, to, width });
  const words = (marker: MetricMarker) =>
    `${clock(marker.at, { seconds: true, now: to * 1000 })} ${marker.words}`;
  return (
    <div className="chart-marks" ref={ref}>
      {groups.map(({ at, markers: all }) => {
        const [first] = all;
        if (!first) return null;
        const told = all.map(words);
        const label = all.length === 1 ? told.join("") : `${all.length} changes: ${told.join("; ")}`;
        return (
          <Tooltip key={first.at} words={<MarkerWords told={told} />}>
            <Link plain href={all.length === 1 ? first.href : more} aria-label={label} style={{ left: at }}>
              {all.length === 1 ? <Glyph name={markerGlyphs[first.kind]} /> : <b>{all.length}</b>}
            </Link>
          </Tooltip>
        );
      })}
    </div>
  );
}

function MarkerWords({ told }: { told: readonly string[] }) {
  return (
    <span className="chart-told">
      {told.map((words) => (
        <span key={words}>{words}</span>
      ))}
    </span>
  );
}
