import type { Color } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type { Eligibility } from "@/contracts/problem";
import { allowed, refused } from "@/server/domain/access/eligibility";
import type { EffectResult } from "@/server/domain/rollout/effect";

/** An ask that nobody carried out for so long is void: people look again before a pod ends much later. */
export const removalLimitMs = 60_000;

/**
 * Whether a pod may end now, by what is seen of the service. Its disruption budget is the cluster's own question; a budget
 * that lets one pod go says nothing when there is only one.
 */
export function mayEnd(
  pod: PodSeen,
  service: { serving: Color | null; pods: readonly PodSeen[] },
): Eligibility {
  if (pod.deletingSince !== undefined) return refused("wrong_state", `${pod.name} is ending already.`);
  const serves = (each: PodSeen) =>
    each.ready && each.deletingSince === undefined && (each.color ?? null) === service.serving;
  if (!serves(pod) || service.pods.filter(serves).length > 1) return allowed;
  return refused(
    "capacity_exceeded",
    `${pod.name} is the only ready pod that serves. A restart starts new pods before it ends.`,
  );
}

/** What the cluster's answer means for the ask; null: ask again. */
export function settlementOf(
  result: EffectResult,
  asked: { at: number; now: number },
): { state: "removed" } | { state: "refused"; words: string } | null {
  if (result.ok) return { state: "removed" };
  const { failure } = result;
  if (failure.class !== "unreachable") return { state: "refused", words: failure.message };
  if (asked.now - asked.at < removalLimitMs) return null;
  return { state: "refused", words: `The cluster did not answer for a minute: ${failure.message}` };
}
