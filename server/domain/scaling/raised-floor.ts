import type { Eligibility } from "@/contracts/problem";
import { allowed, refused } from "@/server/domain/access/eligibility";

/** A floor that a person raised, or wants to: pods, and its end in ms since the epoch. */
export interface RaisedFloorFacts {
  value: number;
  until: number;
}

const minute = 60_000;
const longest = 7 * 24 * 60 * minute;

const clock = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Whether a floor may be raised like this: soon over, above what holds anyway, and never less than one that stands. */
export function mayRaise(
  wanted: RaisedFloorFacts,
  here: { now: number; otherwise: number; standing: RaisedFloorFacts | null },
): Eligibility {
  const { now, otherwise, standing } = here;
  if (wanted.until < now + minute || wanted.until > now + longest)
    return refused("invalid_input", "A raised floor ends between one minute and seven days from now.");
  if (wanted.value <= otherwise)
    return refused(
      "nothing_to_change",
      `At least ${otherwise} pods run already: a floor of ${wanted.value} raises nothing.`,
    );
  if (standing === null) return allowed;
  if (standing.value === wanted.value && standing.until === wanted.until)
    return refused("nothing_to_change", "This floor stands already.");
  if (wanted.value >= standing.value && wanted.until >= standing.until) return allowed;
  return refused(
    "conflict",
    `A floor of ${standing.value} stands until ${clock(standing.until)}; this would lower or shorten it. End that one first.`,
  );
}
