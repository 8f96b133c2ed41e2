import type { BoundReason, PolicyDifference, ScalingView } from "@/contracts/scaling";

/** "1 pod", "4 pods". */
export const podsInWords = (count: number): string => (count === 1 ? "1 pod" : `${count} pods`);

/** "45 s", "5 min", "1 min 30 s". */
export function secondsInWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** Cores as people say them: "1.5", "12". */
export const coresInWords = (cores: number): string => `${Math.round(cores * 100) / 100}`;

const gibibyte = 1024 ** 3;

/** Bytes in GiB with one digit: "1.5 GiB". */
export const memoryInWords = (bytes: number): string => `${Math.round((bytes / gibibyte) * 10) / 10} GiB`;

const sources: Readonly<Record<BoundReason["source"], string>> = {
  base: "Base",
  deploy: "Running rollout",
  standby: "Warm standby",
  override: "Raised by hand for a time",
  window: "Pre-scale window",
};

/** Where a bound comes from. */
export const sourceInWords = (source: BoundReason["source"]): string => sources[source];

const fields: Readonly<Record<PolicyDifference["field"], string>> = {
  minReplicas: "Minimum",
  maxReplicas: "Maximum",
  metrics: "CPU target",
  behavior: "Wait before scaling down",
};

function valueInWords(field: PolicyDifference["field"], value: number | null): string {
  if (value === null) return "none";
  if (field === "metrics") return `${value} %`;
  return field === "behavior" ? secondsInWords(value) : `${value}`;
}

/** "Minimum is 1 in the cluster, 4 by the policy". */
export function differenceInWords({ field, seen, expected }: PolicyDifference): string {
  const inCluster = `${fields[field]} is ${valueInWords(field, seen)} in the cluster`;
  return expected === null ? inCluster : `${inCluster}, ${valueInWords(field, expected)} by the policy`;
}

/** What becomes of a difference, and when. */
export function outcomeInWords(rollout: ScalingView["rollout"]): string {
  if (rollout) return `Rollout R-${rollout.ref} decides until it is over.`;
  return "The daily look or the next deployment puts it back.";
}

/** How the bounds came to be, or what the cluster has instead; the numbers stand beside it. */
export function boundsInWords({ effective, strategy, autoscalers }: ScalingView): string {
  if (effective === null) return strategy === "cron" ? "runs by its schedule" : "nothing serves";
  const serving = autoscalers.find(({ role, foreign }) => role === "serving" && !foreign);
  if (serving && (serving.min !== effective.min || serving.max !== effective.max))
    return `the cluster has ${serving.min} to ${serving.max}`;
  const decides = effective.reasons.find(({ bound, decides: holds }) => bound === "min" && holds);
  return decides === undefined || decides.source === "base"
    ? "as the base says"
    : `minimum raised: ${sourceInWords(decides.source).toLowerCase()}`;
}
