import clsx from "clsx";
import { useEffect, useRef, useState } from "react";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { clock } from "@/components/ui/time-words";
import type { MetricMarker } from "@/contracts/metrics";
import { groupMarkers } from "./marker-groups";

/** Glyph of what was done; the words say it as well. */
export const markerGlyphs: Readonly<Record<MetricMarker["kind"], GlyphName>> = {
  ...{ deployment: "nav-rollouts", switch: "points", config: "change", scaling: "person", campaign: "mark" },
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

/** Which group is pointed at or focused; Escape hides its words again. */
function useTold() {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (told === null) return undefined;
    const hide = (event: KeyboardEvent) => (event.key === "Escape" ? setTold(null) : undefined);
    document.addEventListener("keydown", hide);
    return () => document.removeEventListener("keydown", hide);
  }, [told]);
  const on = (key: string) => ({
    onPointerEnter: () => setTold(key),
    onFocus: () => setTold(key),
    onPointerLeave: () => setTold(null),
    onBlur: () => setTold(null),
  });
  return { told, on };
}

/**
 * What was done, at its place above a drawing: words on hover and on focus, a link for more. Drawn in the browser only,
 * where places can be set.
 */
export function MarkerStrip({ markers, from, to, more }: StripProps) {
  const { ref, width } = useWidth();
  const { told, on } = useTold();
  const groups = width === 0 ? [] : groupMarkers(markers, { from, to, width });
  return (
    <div className="chart-marks" ref={ref}>
      {groups.map(({ at, markers: all }) => {
        const [first] = all;
        if (!first) return null;
        const words = all.map((one) => `${clock(one.at, { seconds: true, now: to * 1000 })} ${one.words}`);
        const label = all.length === 1 ? words.join("") : `${all.length} changes: ${words.join("; ")}`;
        const href = all.length === 1 ? first.href : more;
        return (
          <span key={first.at} style={{ left: at }} {...on(first.at)}>
            <Link plain href={href} aria-label={label}>
              {all.length === 1 ? <Glyph name={markerGlyphs[first.kind]} /> : <b>{all.length}</b>}
            </Link>
            {told === first.at ? <MarkerWords words={words} isRight={at > width / 2} /> : null}
          </span>
        );
      })}
    </div>
  );
}

/** The words beside their marker, on the side that has room. The link's name says them as well. */
function MarkerWords({ words, isRight }: { words: readonly string[]; isRight: boolean }) {
  return (
    <span className={clsx("tip chart-told", isRight && "is-right")} aria-hidden="true">
      {words.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}
