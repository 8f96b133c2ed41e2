import type { ConfigDrift, ConfigEdit } from "@/contracts/config";
import { configKeySchema } from "@/contracts/config";
import { type ConfigData, changedKeys } from "./effective";
import type { HandEdits } from "./hand-edit";

type Map = HandEdits["maps"][number];

function mapDrift(map: Map, stored: ConfigData): ConfigDrift[] {
  if (map.data === null) return [];
  const [editor] = map.edits;
  const by = { manager: editor?.manager ?? "unknown", at: editor?.at ?? null };
  return changedKeys(stored, map.data).map((key) => ({
    kind: "ConfigMap",
    object: map.name,
    field: `data[${key}]`,
    ...by,
    key,
    value: map.data?.[key] ?? null,
    adoptable: configKeySchema.safeParse(key).success,
    parked: false,
  }));
}

/**
 * What was changed by hand, field by field. `storedOf` answers the values that a ConfigMap of ours was made from; of a map that no
 * version made nothing is known, so nothing is said. `fixed` are variables that the template sets, over every config.
 */
export function driftOf(
  seen: HandEdits,
  storedOf: (configMap: string) => ConfigData | undefined,
  fixed: ReadonlySet<string>,
): ConfigDrift[] {
  const ofWorkloads = seen.workloads.flatMap(({ name, parked, edits }) =>
    edits.map((edit): ConfigDrift => {
      const { variable } = edit;
      const known = variable !== undefined && variable.value !== null;
      return {
        kind: "workload",
        object: name,
        field: edit.field,
        manager: edit.manager,
        at: edit.at,
        key: variable?.name ?? null,
        value: variable?.value ?? null,
        adoptable: known && !fixed.has(variable.name) && configKeySchema.safeParse(variable.name).success,
        parked,
      };
    }),
  );
  const ofMaps = seen.maps.flatMap((map) => {
    const stored = storedOf(map.name);
    return stored ? mapDrift(map, stored) : [];
  });
  return [...ofMaps, ...ofWorkloads];
}

/** Edits that take over what can be taken over of a drift; the last of two for one key wins, and parked colors say nothing. */
export function adoptedEdits(drift: readonly ConfigDrift[]): ConfigEdit[] {
  const taken = drift.filter(({ adoptable, parked }) => adoptable && !parked);
  const edits = taken.flatMap(({ key, value }) => (key === null ? [] : [{ key, value }]));
  return [...new Map(edits.map((edit) => [edit.key, edit])).values()];
}
