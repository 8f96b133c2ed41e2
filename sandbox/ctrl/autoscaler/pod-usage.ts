import type { Pod } from "@/sandbox/kernel/pod-kind";

/** Figures of the metrics API: CPU in cores, memory in bytes; nothing for a pod without figures. */
export interface PodUsage {
  cpuOf(pod: Pod): number | undefined;
  memoryOf(pod: Pod): number | undefined;
}
