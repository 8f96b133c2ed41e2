import type { PodSeen } from "@/contracts/pod";

const words: Readonly<Record<string, string>> = {
  CrashLoopBackOff: "crash looping",
  ImagePullBackOff: "without an image",
  ErrImagePull: "without an image",
  InvalidImageName: "with an invalid image name",
  CreateContainerConfigError: "without their config",
  CreateContainerError: "that cannot be created",
  RunContainerError: "that cannot start",
};

/** What is wrong with a pod, as words after "3 of 6 pods"; undefined when nothing is. Pods that are leaving are never wrong. */
export function podTrouble(pod: PodSeen): string | undefined {
  if (pod.deletingSince !== undefined) return undefined;
  if (pod.phase === "Failed") return "failed";
  for (const { state, reason, exitCode } of pod.containers) {
    if (state === "waiting" && reason !== undefined && words[reason]) return words[reason];
    if (state === "terminated" && exitCode !== undefined && exitCode !== 0) return "crash looping";
  }
  return undefined;
}

/** Whether a container of the pod ran out of memory within the hour before `now`. */
export function ranOutOfMemory(pod: PodSeen, now: number): boolean {
  return pod.containers.some(
    ({ last }) =>
      last?.reason === "OOMKilled" &&
      last.finishedAt !== undefined &&
      now - Date.parse(last.finishedAt) < 3_600_000,
  );
}
