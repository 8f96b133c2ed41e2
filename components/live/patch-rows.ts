import type { ServiceList, ServiceRow } from "@/contracts/service";

/**
 * Puts newer rows into a list; an older revision changes nothing. Pure: rows that did not change stay the same objects, and
 * the list itself stays the same when nothing did. Undefined when a row is unknown: the list must be fetched again.
 */
export function patchRows(list: ServiceList, patches: readonly ServiceRow[]): ServiceList | undefined {
  const byName = new Map(patches.map((row) => [row.name, row]));
  let changed = false;
  const rows = list.rows.map((row) => {
    const patch = byName.get(row.name);
    byName.delete(row.name);
    if (!patch || patch.rev <= row.rev) return row;
    changed = true;
    return patch;
  });
  if (byName.size > 0) return undefined;
  return changed ? { ...list, rows, present: rows.filter(({ present }) => present).length } : list;
}
