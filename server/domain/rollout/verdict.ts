import type { ContainerSeen } from "@/contracts/pod";
import { availableOf, candidateOf, stableOf, titled } from "./colors";
import type { Facts } from "./facts";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";

const shortForMs = 30_000;

/** Judgement of one look at the candidate that serves. `bad` with `now: true` needs no second look. */
export type Sample =
  | { is: "good" }
  | { is: "short"; because: string }
  | { is: "bad"; because: string; now: boolean }
  | { is: "environment"; because: string };

/** Judges the serving candidate. Silence of the new color is not health, and trouble of both colors is not its fault. */
export function sampleOf(rollout: Rollout, { seen, findings, now }: Facts): Sample {
  const need = rollout.need ?? 1;
  const name = titled(rollout.candidateColor);
  const available = availableOf(candidateOf(rollout, seen));
  if (bothLost(rollout, seen))
    return { is: "environment", because: "Both colors lost pods at the same time: this is not the release." };
  if (available === 0)
    return { is: "bad", now: availableOf(stableOf(rollout, seen)) > 0, because: `${name} has no pod ready.` };
  const crashed = crashedPods(rollout, seen);
  if (crashed >= Math.min(2, Math.max(1, Math.ceil(need * 0.2)))) {
    const cause = findings.find((finding) => finding.class === "doomed")?.sentence;
    return {
      is: "bad",
      now: false,
      because: cause ?? `${crashed} pods of ${name} crashed since the switch.`,
    };
  }
  if (available >= need) return { is: "good" };
  return shortSample(rollout, now, { available, need });
}

/** A few pods too few only stop the bake; many for half a minute are a verdict. */
function shortSample(rollout: Rollout, now: number, size: { available: number; need: number }): Sample {
  const because = `${titled(rollout.candidateColor)} has ${size.available} of ${size.need} pods ready.`;
  const lasts = now - (rollout.memory.badSince ?? now) >= shortForMs;
  return size.available < size.need * 0.8 && lasts
    ? { is: "bad", now: false, because }
    : { is: "short", because };
}

function bothLost(rollout: Rollout, seen: TargetSeen): boolean {
  const candidate = candidateOf(rollout, seen);
  const stable = stableOf(rollout, seen);
  if (candidate === null || stable === null || stable.wanted === 0 || candidate.wanted === 0) return false;
  const lostCandidate = 1 - candidate.available / candidate.wanted;
  const lostStable = 1 - stable.available / stable.wanted;
  return lostCandidate > 0.2 && lostStable > 0.2 && Math.abs(lostCandidate - lostStable) <= 0.35;
}

function crashedPods(rollout: Rollout, seen: TargetSeen): number {
  const since = rollout.switchedAt ?? rollout.stateEnteredAt;
  return seen.pods.filter(
    (pod) =>
      pod.color === (rollout.candidateColor ?? undefined) &&
      pod.containers.some((container) => crashed(container, since)),
  ).length;
}

function crashed(container: ContainerSeen, since: number): boolean {
  if (container.reason === "CrashLoopBackOff") return true;
  const ended = container.last?.finishedAt;
  return container.last?.reason === "OOMKilled" && ended !== undefined && Date.parse(ended) >= since;
}
