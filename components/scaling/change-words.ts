import type { BasePolicy, RaisedFloor, ScalingChange } from "@/contracts/scaling-change";
import { podsInWords, secondsInWords } from "./scaling-words";

/** One part of a change: its name, and the value before and after. */
export interface ChangedPart {
  name: string;
  was: string;
  becomes: string;
}

const parts: readonly [keyof BasePolicy, string, (value: number) => string][] = [
  ["min", "Minimum", String],
  ["max", "Maximum", String],
  ["targetCpuPercent", "CPU target", (value) => `${value} %`],
  ["scaleDownSeconds", "Wait before scaling down", secondsInWords],
];

const utc = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const floorInWords = (floor: RaisedFloor | null) =>
  floor === null ? "none" : `${podsInWords(floor.value)} until ${utc(floor.until)}`;

/** What a change changes; only parts that differ. */
export function changedParts({ bounds, floor }: ScalingChange): readonly ChangedPart[] {
  if (bounds)
    return parts
      .filter(([key]) => bounds.was[key] !== bounds.becomes[key])
      .map(([key, name, words]) => ({
        name,
        was: words(bounds.was[key]),
        becomes: words(bounds.becomes[key]),
      }));
  if (floor)
    return [{ name: "Raised floor", was: floorInWords(floor.was), becomes: floorInWords(floor.becomes) }];
  return [];
}

const states: Readonly<Record<ScalingChange["state"], string>> = {
  pending: "waits",
  applied: "made",
  rejected: "rejected",
  withdrawn: "withdrawn",
  superseded: "void, another change came first",
  expired: "expired, nobody decided in time",
};

/** "made", "waits", "approved by points-lead". */
export function stateInWords({ state, decidedBy }: Pick<ScalingChange, "state" | "decidedBy">): string {
  if (state === "applied" && decidedBy !== null) return `approved by ${decidedBy}`;
  if (state === "rejected" && decidedBy !== null) return `rejected by ${decidedBy}`;
  return states[state];
}

/** What came of a change, for a short message. */
export function toldInWords({ kind, state, floor }: ScalingChange): string {
  if (kind === "raise") return `Floor raised to ${podsInWords(floor?.becomes?.value ?? 0)}`;
  if (kind === "end_raise") return "Raised floor ended";
  if (state === "pending") return "Asked for other bounds";
  return state === "applied" ? "Bounds changed" : `Request ${state}`;
}
