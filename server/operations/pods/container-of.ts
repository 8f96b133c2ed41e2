import type { ContainerSeen, PodSeen } from "@/contracts/pod";

/** Name that the templates give to the container of the service. */
const usual = "app";

type Containers = Pick<PodSeen, "containers" | "setup">;

/** Names of the containers of a pod, also of those that did not begin yet; init containers first. */
export function containersOf(pod: Containers): readonly string[] {
  return [...new Set([...(pod.setup ?? []), ...pod.containers].map(({ name }) => name))];
}

/** Whether a pod has this container. One of which nothing is known yet may have it. */
export function hasContainer(pod: Containers, name: string): boolean {
  const names = containersOf(pod);
  return names.length === 0 || names.includes(name);
}

/**
 * The container that a log without a choice means: the service's own, else the first that did not do its work and end.
 * Undefined where there is nothing to choose: the cluster knows it then.
 */
export function mainContainer(pod: Containers): string | undefined {
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

/** What is known of the container that a log means, with or without a choice; undefined while nothing is. */
export function containerRead(pod: Containers, chosen: string | undefined): ContainerSeen | undefined {
  const name = chosen ?? mainContainer(pod) ?? pod.containers[0]?.name;
  return pod.containers.find((each) => each.name === name);
}

/** Whether the container that a log means ran at least once: before that the cluster has no log of it. */
export function hasBegun(pod: Containers, chosen: string | undefined): boolean {
  const found = containerRead(pod, chosen);
  if (found === undefined) return false;
  return (
    found.state === "running" ||
    found.state === "terminated" ||
    found.restarts > 0 ||
    found.last !== undefined
  );
}
