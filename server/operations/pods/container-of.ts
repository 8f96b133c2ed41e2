import type { PodSeen } from "@/contracts/pod";

/** Name that the templates give to the container of the service. */
const usual = "app";

/** Names of the containers of a pod, also of those that did not begin yet; init containers first. */
function containersOf(pod: Pick<PodSeen, "containers" | "setup">): readonly string[] {
  return [...new Set([...(pod.setup ?? []), ...pod.containers].map(({ name }) => name))];
}

/** Whether a pod has this container. One of which nothing is known yet may have it. */
export function hasContainer(pod: Pick<PodSeen, "containers" | "setup">, name: string): boolean {
  const names = containersOf(pod);
  return names.length === 0 || names.includes(name);
}

/**
 * The container that a log without a choice means: the service's own, else the first that did not do its work and end.
 * Undefined where there is nothing to choose: the cluster knows it then.
 */
export function mainContainer(pod: Pick<PodSeen, "containers" | "setup">): string | undefined {
  const names = containersOf(pod);
  if (names.length < 2) return undefined;
  if (names.includes(usual)) return usual;
  const done = new Set(
    pod.containers
      .filter(({ state, exitCode }) => state === "terminated" && exitCode === 0)
      .map(({ name }) => name),
  );
  return names.find((name) => !done.has(name)) ?? names[0];
}
