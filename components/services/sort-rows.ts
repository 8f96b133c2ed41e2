import { healthStates } from "@/contracts/health-states";
import type { ServiceRow } from "@/contracts/service";

function rank(row: ServiceRow): number {
  return row.present ? healthStates.indexOf(row.health) : healthStates.length;
}

/** Need first: failing, changing, look soon, no data, healthy, then what is not here; tier and name inside each. */
export function sortByNeed(rows: readonly ServiceRow[]): readonly ServiceRow[] {
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.tier - b.tier || a.name.localeCompare(b.name));
}
