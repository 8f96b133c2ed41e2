import type { LogEntry } from "./log-entry";

/** Marks on the map at most: more than its pixels nobody could tell apart. */
export const mapPlaces = 160;

/**
 * Where hits stand among all lines, as places from 0 (oldest) to `mapPlaces - 1`, each once, in order. Lines and hits stand in
 * the order of their numbers, which have no gaps.
 */
export function hitPlaces(entries: readonly LogEntry[], hits: readonly LogEntry[]): number[] {
  const first = entries[0]?.number ?? 0;
  const places: number[] = [];
  for (const { number } of hits) {
    const place = Math.floor(((number - first) * mapPlaces) / entries.length);
    if (place >= 0 && place !== places.at(-1)) places.push(place);
  }
  return places;
}
