import type { MetricMarker } from "@/contracts/metrics";

/** Markers too near to each other to be pointed at one by one; `at` is where the first stands, in pixels. */
export interface MarkerGroup {
  at: number;
  markers: readonly MetricMarker[];
}

/** Least distance of two targets, in pixels. */
const apart = 26;

/** Markers at their places on a strip, those that would overlap as one. In the order of time. */
export function groupMarkers(
  markers: readonly MetricMarker[],
  { from, to, width }: { from: number; to: number; width: number },
): MarkerGroup[] {
  const groups: { at: number; markers: MetricMarker[] }[] = [];
  for (const marker of markers) {
    const at = ((Date.parse(marker.at) / 1000 - from) / (to - from)) * width;
    const before = groups.at(-1);
    // A group stands where it began, so that the next one is never nearer than a target's width.
    if (before && at - before.at < apart) before.markers.push(marker);
    else groups.push({ at, markers: [marker] });
  }
  return groups;
}
