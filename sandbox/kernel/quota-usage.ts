import type { Pod } from "./pod-kind";
import { quantityNumber } from "./quantity-number";

/** A quota entry about pods, such as `pods`, `requests.cpu` or `limits.memory`; nothing for entries about other things. */
export interface PodQuotaEntry {
  of: "count" | "requests" | "limits";
  resource: string;
}

const COMPUTE: ReadonlySet<string> = new Set(["cpu", "memory", "ephemeral-storage"]);

/** Reads the name of a quota entry. */
export function podQuotaEntry(name: string): PodQuotaEntry | undefined {
  if (name === "pods" || name === "count/pods") return { of: "count", resource: "pods" };
  const limits = name.startsWith("limits.");
  const resource = name.replace(/^(requests|limits)\./, "");
  if (!COMPUTE.has(resource)) return undefined;
  return { of: limits ? "limits" : "requests", resource };
}

/** What pods use of an entry: their number, cores or bytes. */
export function quotaUsage(entry: PodQuotaEntry, pods: readonly Pod[]): number {
  const { of, resource } = entry;
  if (of === "count") return pods.length;
  const perPod = (pod: Pod) =>
    pod.spec.containers.reduce((sum, { resources }) => sum + quantityNumber(resources?.[of]?.[resource]), 0);
  return pods.reduce((sum, pod) => sum + perPod(pod), 0);
}

const BINARY = ["Ti", "Gi", "Mi", "Ki"] as const;

/** Usage as a quantity: milli cores, the largest binary unit, or a plain number. */
export function quotaText(entry: PodQuotaEntry, value: number): string {
  if (entry.resource === "cpu" && entry.of !== "count") {
    const milli = Math.round(value * 1000);
    return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  }
  if (entry.of === "count" || value === 0) return String(value);
  const unit = BINARY.find((suffix) => value % quantityNumber(`1${suffix}`) === 0);
  return unit === undefined ? String(value) : `${value / quantityNumber(`1${unit}`)}${unit}`;
}
