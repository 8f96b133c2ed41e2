import type { PodUsage } from "@/contracts/metrics";
import type { PodSeen } from "@/contracts/pod";

/** Usage of one pod. */
export type PodFigures = PodUsage["pods"][number];

const binary: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
const mebibytes = (bytes: number): string => String(Math.round(bytes / 2 ** 20));

/** Bytes that the containers of a pod may have together; null when one of them has no limit, or it is written otherwise. */
function memoryLimit(pod: PodSeen): number | null {
  let sum = 0;
  for (const { name, resources } of pod.setup ?? []) {
    // Init containers ended before the others began.
    if (!pod.containers.some((container) => container.name === name)) continue;
    const [, digits, unit = ""] = /^(\d+)([KMGT]i)$/.exec(resources.memoryLimit ?? "") ?? [];
    if (digits === undefined) return null;
    sum += Number(digits) * (binary[unit] ?? 1);
  }
  return sum > 0 ? sum : null;
}

/** Cores in use: `0.12`. */
export function cpuWords(figures: PodFigures | undefined): string | null {
  const cpu = figures?.cpu ?? null;
  return cpu === null ? null : cpu.toFixed(cpu < 10 ? 2 : 1);
}

/** Memory in use, of what it may have: `211/512 MiB`. */
export function memoryWords(figures: PodFigures | undefined, pod: PodSeen): string | null {
  const memory = figures?.memory ?? null;
  if (memory === null) return null;
  const limit = memoryLimit(pod);
  return `${mebibytes(memory)}${limit === null ? "" : `/${mebibytes(limit)}`} MiB`;
}

/** Whether so much of the limit is used that the next peak may end the container. */
export function isNearLimit(figures: PodFigures | undefined, pod: PodSeen): boolean {
  const limit = memoryLimit(pod);
  return limit !== null && (figures?.memory ?? 0) > limit * 0.9;
}
