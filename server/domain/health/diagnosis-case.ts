import type { ClusterEvent } from "@/contracts/cluster-event";
import type { Color } from "@/contracts/color";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { TargetSeen, WorkloadSeen } from "@/server/domain/rollout/observation";

/** What a diagnosis is asked about. */
export interface DiagnosisInput {
  seen: TargetSeen;
  service: string;
  /** Name of the workload in question. */
  workload: string;
  /** Its color; null for services with one workload. */
  color: Color | null;
  /** Pods that should be ready. */
  wanted: number;
  /** Last line of a pod's previous container, by pod name, where it was read. */
  lastLogLines?: Readonly<Record<string, string>>;
  now: number;
  /** When the engine entered the state that waits (ms): older events are history. */
  stateEnteredAt: number;
}

/** The facts of one workload, sorted for the rules. */
export interface DiagnosisCase extends DiagnosisInput {
  subject: WorkloadSeen | null;
  /** `green`, or the service's name where there are no colors. */
  where: string;
  /** Pods of the newest template that are not ending. */
  pods: readonly PodSeen[];
  ending: readonly PodSeen[];
  /** Events about one object, newest first. */
  eventsOf(name: string): readonly ClusterEvent[];
  /** Events about ReplicaSets of this workload, newest first. */
  setEvents: readonly ClusterEvent[];
}

/** An event may be repeated for long: what was last said this long before the state began (ms) still counts. */
const eventSlack = 60_000;

function ofNewestTemplate(pods: readonly PodSeen[], subject: WorkloadSeen | null): readonly PodSeen[] {
  if (subject === null) return pods;
  const byHash =
    subject.templateHash === null ? [] : pods.filter((pod) => pod.templateHash === subject.templateHash);
  if (byHash.length > 0) return byHash;
  const byRelease =
    subject.deploymentId === null ? [] : pods.filter((pod) => pod.release === subject.deploymentId);
  return byRelease.length > 0 ? byRelease : pods;
}

function newestFirst(events: readonly ClusterEvent[]): ClusterEvent[] {
  return [...events].sort((left, right) => Date.parse(right.lastAt) - Date.parse(left.lastAt));
}

/** Sorts what was seen. Pods of an older template and pods that end are kept apart: they explain nothing about the new one. */
export function diagnosisCase(input: DiagnosisInput): DiagnosisCase {
  const { seen, workload, color, service, stateEnteredAt } = input;
  const subject = seen.workloads[workload] ?? null;
  const mine = seen.pods.filter((pod) => (color === null ? true : pod.color === color));
  const events = newestFirst(
    seen.events.filter((event) => Date.parse(event.lastAt) >= stateEnteredAt - eventSlack),
  );
  return {
    ...input,
    subject,
    where: color ?? service,
    pods: ofNewestTemplate(
      mine.filter((pod) => pod.deletingSince === undefined && pod.phase !== "Succeeded"),
      subject,
    ),
    ending: mine.filter((pod) => pod.deletingSince !== undefined),
    eventsOf: (name) => events.filter((event) => event.object.name === name),
    setEvents: events.filter(
      (event) => event.object.kind === "ReplicaSet" && event.object.name.startsWith(`${workload}-`),
    ),
  };
}

/** The pod's own containers; init containers come first in what was seen. */
export function mainContainers(pod: PodSeen): readonly ContainerSeen[] {
  return pod.containers.slice(Math.max(0, pod.containers.length - pod.images.length));
}

export function initContainers(pod: PodSeen): readonly ContainerSeen[] {
  return pod.containers.slice(0, Math.max(0, pod.containers.length - pod.images.length));
}
