import type { PodSeen } from "@/contracts/pod";
import { exitWords, lastExit } from "./last-exit";
import { podView } from "./pod-view";

/** Which color the list shows. */
export const colorChoices = ["both", "blue", "green"] as const;
export type ColorChoice = (typeof colorChoices)[number];

function wordsOf(pod: PodSeen): string {
  const exit = lastExit(pod);
  const words = [pod.name, pod.color, podView(pod).words, pod.phase, pod.node, pod.pool, pod.version];
  return [...words, exit && exitWords(exit)].join(" ").toLowerCase();
}

/** Pods of the color that say every word of `text` somewhere in their row. */
export function filterPods(
  pods: readonly PodSeen[],
  { color, text }: { color: ColorChoice; text: string },
): readonly PodSeen[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  return pods
    .filter((pod) => color === "both" || pod.color === color)
    .filter((pod) => asked.every((word) => wordsOf(pod).includes(word)));
}

/** Restarts of all containers of a pod. */
export function restartsOf(pod: PodSeen): number {
  return pod.containers.reduce((sum, { restarts }) => sum + restarts, 0);
}
