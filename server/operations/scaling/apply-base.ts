import type { BasePolicy } from "@/contracts/scaling-change";
import { refuse } from "@/server/operations/operation-refused";
import type { Stores } from "@/server/ports/unit-of-work";
import type { ScalingChangeDesk } from "./scaling-desk";

/** "2 to 6 pods, CPU 60 %, wait 300 s". */
export function baseInWords({ min, max, targetCpuPercent, scaleDownSeconds }: BasePolicy): string {
  return `${min} to ${max} pods, CPU ${targetCpuPercent} %, wait ${scaleDownSeconds} s`;
}

/** "points-balance-api in beta". */
export function placeInWords({ facts }: ScalingChangeDesk): string {
  return `${facts.target.service} in ${facts.target.place.environment}`;
}

/** Writes a new base in the version that was read. */
export async function applyBase(stores: Stores, desk: ScalingChangeDesk, base: BasePolicy): Promise<void> {
  const written = await stores.scalingChanges.setBase(desk.facts.target.id, base, desk.policy.version);
  if (!written) refuse("conflict", `The bounds of ${placeInWords(desk)} changed since you looked.`);
}
