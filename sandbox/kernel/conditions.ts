import { timestamp } from "./timestamp";
import type { Condition } from "./workload-kinds";

/** The condition of a type, if there is one. */
export function conditionOf(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/**
 * The list with one condition set: `lastTransitionTime` is kept while the status stays, and the same list comes back when
 * nothing differs.
 */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  nowMs: number,
): Condition[] {
  const list = [...(conditions ?? [])];
  const index = list.findIndex((entry) => entry.type === condition.type);
  const previous = list[index];
  if (previous === undefined) return [...list, { ...condition, lastTransitionTime: timestamp(nowMs) }];
  const same =
    previous.status === condition.status &&
    previous.reason === condition.reason &&
    previous.message === condition.message;
  if (same) return list;
  const transition = previous.status === condition.status ? previous.lastTransitionTime : timestamp(nowMs);
  list[index] = { ...condition, lastTransitionTime: transition ?? timestamp(nowMs) };
  return list;
}
