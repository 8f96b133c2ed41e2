import type { RefObject } from "react";
import { hitPlaces, mapPlaces } from "./hit-places";
import type { LogEntry } from "./log-entry";

/**
 * Where the hits are in the whole log, beside the scroll bar; a press scrolls there. For the eye and the mouse: by keyboard the
 * way leads from hit to hit.
 */
export function HitMap({
  entries,
  hits,
  box,
}: {
  entries: readonly LogEntry[];
  hits: readonly LogEntry[];
  box: RefObject<HTMLDivElement | null>;
}) {
  const places = hitPlaces(entries, hits);
  if (places.length === 0) return null;
  return (
    <svg
      className="hit-map"
      aria-hidden="true"
      viewBox={`0 0 1 ${mapPlaces}`}
      preserveAspectRatio="none"
      onClick={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        const pane = box.current;
        if (pane)
          pane.scrollTop = ((event.clientY - top) / height) * pane.scrollHeight - pane.clientHeight / 2;
      }}
    >
      {places.map((place) => (
        <rect key={place} y={place} width={1} height={1} />
      ))}
    </svg>
  );
}
