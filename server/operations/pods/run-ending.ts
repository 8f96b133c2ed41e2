import type { PodSeen } from "@/contracts/pod";

/**
 * How the run before the last restart ended, as a remark of the merged log at the time when it ended:
 * `<time> - <pod>, <container> ended: OOMKilled, exit 137.` Null when the cluster does not know.
 * @param container absent: the only one of the pod
 */
export function runEnding(
  { name, containers }: Pick<PodSeen, "name" | "containers">,
  container: string | undefined,
): string | null {
  const one = containers.length === 1 ? containers[0] : undefined;
  const seen = container === undefined ? one : containers.find((each) => each.name === container);
  if (!seen?.last?.finishedAt) return null;
  const { reason, exitCode, finishedAt } = seen.last;
  return `${finishedAt} - ${name}, ${seen.name} ended: ${reason}, exit ${exitCode}.`;
}
