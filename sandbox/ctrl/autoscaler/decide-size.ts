import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Condition, HorizontalPodAutoscaler } from "@/sandbox/kernel/workload-kinds";
import { proposalOf } from "./metric-proposal";
import type { PodUsage } from "./pod-usage";
import { rateLimit, type ScalingMemory, stabilized } from "./scaling-rules";

type Verdict = Omit<Condition, "lastTransitionTime">;

/** What an autoscaler wants right now, and how it says why. */
export interface SizeDecision {
  desired: number;
  reason: string;
  conditions: Verdict[];
  metrics: object[];
}

/** What the decision looks at. */
export interface SizeInput {
  hpa: HorizontalPodAutoscaler;
  current: number;
  pods: readonly Pod[];
  /** Names of other autoscalers that select one of these pods. */
  rivals: readonly string[];
  usage: PodUsage;
  memory: ScalingMemory;
  now: number;
}

/** `AbleToScale/True` style head, then reason and message. */
function verdict(head: `${string}/${"True" | "False"}`, reason: string, message: string): Verdict {
  const slash = head.indexOf("/");
  return { type: head.slice(0, slash), status: head.slice(slash + 1) as "True" | "False", reason, message };
}

/** Sizes outside the bounds are put right at once, without metrics and rate limits. */
function clamp({ hpa, current }: SizeInput): SizeDecision | undefined {
  const { minReplicas = 1, maxReplicas } = hpa.spec;
  const able = verdict(
    "AbleToScale/True",
    "SucceededGetScale",
    "the HPA controller was able to get the target's current scale",
  );
  if (current === 0 && minReplicas !== 0) {
    return {
      desired: 0,
      reason: "",
      metrics: [],
      conditions: [
        able,
        verdict(
          "ScalingActive/False",
          "ScalingDisabled",
          "scaling is disabled since the replica count of the target is zero",
        ),
      ],
    };
  }
  if (current > maxReplicas)
    return {
      desired: maxReplicas,
      reason: "Current number of replicas above Spec.MaxReplicas",
      metrics: [],
      conditions: [able],
    };
  if (current < minReplicas)
    return {
      desired: minReplicas,
      reason: "Current number of replicas below Spec.MinReplicas",
      metrics: [],
      conditions: [able],
    };
  return undefined;
}

function stand(input: SizeInput, failure: Verdict): SizeDecision {
  return { desired: input.current, reason: "", metrics: [], conditions: [failure] };
}

function limited(
  wish: number,
  bounds: { least: number; most: number; rate: number; up: boolean },
): { size: number; condition: Verdict } {
  const { least, most, rate, up } = bounds;
  if (wish < least)
    return {
      size: least,
      condition: verdict(
        "ScalingLimited/True",
        "TooFewReplicas",
        "the desired replica count is less than the minimum replica count",
      ),
    };
  if (up && wish > rate && rate < most)
    return {
      size: rate,
      condition: verdict(
        "ScalingLimited/True",
        "ScaleUpLimit",
        "the desired replica count is increasing faster than the maximum scale rate",
      ),
    };
  if (wish > most)
    return {
      size: most,
      condition: verdict(
        "ScalingLimited/True",
        "TooManyReplicas",
        "the desired replica count is more than the maximum replica count",
      ),
    };
  if (!up && wish < rate)
    return {
      size: rate,
      condition: verdict(
        "ScalingLimited/True",
        "ScaleDownLimit",
        "the desired replica count is decreasing faster than the maximum scale rate",
      ),
    };
  return {
    size: wish,
    condition: verdict(
      "ScalingLimited/False",
      "DesiredWithinRange",
      "the desired count is within the acceptable range",
    ),
  };
}

function able(proposal: number, steady: number): Verdict {
  if (proposal === steady)
    return verdict("AbleToScale/True", "ReadyForNewScale", "recommended size matches current size");
  return proposal < steady
    ? verdict(
        "AbleToScale/True",
        "ScaleDownStabilized",
        "recent recommendations were higher than current one, applying the highest recent recommendation",
      )
    : verdict(
        "AbleToScale/True",
        "ScaleUpStabilized",
        "recent recommendations were lower than current one, applying the lowest recent recommendation",
      );
}

function byMetrics(input: SizeInput): SizeDecision {
  const { hpa, current, memory, now } = input;
  const metrics = hpa.spec.metrics ?? [
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
  ];
  const proposals = metrics.map((metric) =>
    proposalOf(metric, { pods: input.pods, replicas: current, usage: input.usage }),
  );
  const readable = proposals.flatMap((entry) => ("failure" in entry ? [] : [entry]));
  const failure = proposals.flatMap((entry) => ("failure" in entry ? [entry.failure] : []))[0];
  const proposal = Math.max(0, ...readable.map((entry) => entry.replicas));
  if (failure !== undefined && (readable.length === 0 || proposal < current))
    return stand(input, verdict("ScalingActive/False", failure.reason, failure.message));
  const steady = stabilized(memory, proposal, { now, current, hpa });
  memory.recommendations.push({ at: now, replicas: proposal });
  const up = steady > current;
  const rate = rateLimit(memory, { now, current, hpa, sign: up ? 1 : -1 });
  const { size, condition } = limited(
    steady === current && proposal < current ? proposalFloor(steady, proposal, hpa) : steady,
    { least: hpa.spec.minReplicas ?? 1, most: hpa.spec.maxReplicas, rate, up },
  );
  const active = verdict(
    "ScalingActive/True",
    "ValidMetricFound",
    "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
  );
  const reason =
    size > current
      ? "cpu resource utilization (percentage of request) above target"
      : "All metrics below target";
  return {
    desired: size,
    reason,
    metrics: readable.map((entry) => entry.current),
    conditions: [able(proposal, steady), active, condition],
  };
}

/** At the lower bound the wish for fewer pods is told as TooFewReplicas even while the window holds the size. */
function proposalFloor(steady: number, proposal: number, hpa: HorizontalPodAutoscaler): number {
  const least = hpa.spec.minReplicas ?? 1;
  return steady === least ? Math.min(steady, proposal) : steady;
}

/** The size that an autoscaler wants: clamps first, then metrics with stabilization and rate limits. */
export function decideSize(input: SizeInput): SizeDecision {
  const clamped = clamp(input);
  if (clamped !== undefined) return clamped;
  if (input.rivals.length > 0) {
    const names = [input.hpa.metadata.name, ...input.rivals].sort().join(" ");
    return stand(
      input,
      verdict(
        "ScalingActive/False",
        "AmbiguousSelector",
        `pods by selector of ${input.hpa.spec.scaleTargetRef.name} are controlled by multiple HPAs: [${names}]`,
      ),
    );
  }
  return byMetrics(input);
}
