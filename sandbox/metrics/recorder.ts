import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Deployment, HorizontalPodAutoscaler } from "@/sandbox/kernel/workload-kinds";
import type { DoorStep, LoadModel, Tick } from "@/sandbox/sim/load-model";
import { requestsOf } from "@/sandbox/sim/scheduler/fit";
import { type DoorReading, doorId, type GaugeReading, type PodReading, type Reading, slotMs } from "./sample";

interface RecorderParts {
  client: ClusterClient;
  load: LoadModel;
  /** Takes a whole sample. */
  onSample(reading: Reading): void;
}

/** What went through since the last sample, up to now. */
export interface Recorder {
  open(): { at: number; doors: readonly DoorReading[] } | undefined;
}

const readingOf = ({ door, latency, cpu, inFlight, step }: DoorStep): DoorReading => ({
  namespace: door.namespace,
  service: door.service,
  color: door.color ?? "",
  answered: step.answered,
  refused: step.refused,
  expired: step.expired,
  ...{ latency, cpu, inFlight },
});

/** Two stretches of one door: counts add up, latency is the mean of the answers, CPU and requests under way are means over time. */
function merged(before: DoorReading, more: DoorReading, ticks: number): DoorReading {
  const answered = before.answered + more.answered;
  const mean = (a: number, b: number) => (a * ticks + b) / (ticks + 1);
  return {
    ...before,
    answered,
    refused: before.refused + more.refused,
    expired: before.expired + more.expired,
    latency:
      answered === 0
        ? more.latency
        : (before.latency * before.answered + more.latency * more.answered) / answered,
    cpu: mean(before.cpu, more.cpu),
    inFlight: mean(before.inFlight, more.inFlight),
  };
}

function gaugesOf(client: ClusterClient): GaugeReading[] {
  const deployments = (client.list("deployments.apps") as readonly Deployment[]).flatMap((object) => {
    const { name, namespace = "" } = object.metadata;
    const labels = { namespace, deployment: name };
    return [
      {
        ...{ name: "kube_deployment_status_replicas_ready", labels },
        value: object.status?.readyReplicas ?? 0,
      },
      { name: "kube_deployment_spec_replicas", labels, value: object.spec.replicas },
    ];
  });
  const scalers = client.list("horizontalpodautoscalers.autoscaling") as readonly HorizontalPodAutoscaler[];
  return [
    ...deployments,
    ...scalers.flatMap(({ metadata, spec, status }) => {
      const labels = { namespace: metadata.namespace ?? "", horizontalpodautoscaler: metadata.name };
      const gauge = (name: string, value: number) => ({
        ...{ name: `kube_horizontalpodautoscaler_${name}_replicas`, labels, value },
      });
      return [
        gauge("spec_min", spec.minReplicas ?? 1),
        gauge("spec_max", spec.maxReplicas),
        gauge("status_desired", status?.desiredReplicas ?? 0),
      ];
    }),
  ];
}

function podsOf(client: ClusterClient, serving: ReadonlyMap<string, string>): PodReading[] {
  return (client.list("pods") as readonly Pod[])
    .filter((pod) => isActive(pod) && isReady(pod))
    .map((pod) => {
      const { cpu, memory } = requestsOf(pod);
      return {
        namespace: pod.metadata.namespace ?? "",
        pod: pod.metadata.name,
        container: pod.spec.containers[0]?.name ?? "",
        door: serving.get(pod.metadata.uid) ?? "",
        ...{ cpuRequest: cpu, memoryRequest: memory },
      };
    });
}

/** Follows the load model and makes one sample of every 15 s of it. */
export function createRecorder({ client, load, onSample }: RecorderParts): Recorder {
  const doors = new Map<string, { reading: DoorReading; ticks: number }>();
  let serving = new Map<string, string>();
  let slot: number | undefined;
  let last: number | undefined;

  const sample = (at: number) =>
    onSample({
      at,
      doors: [...doors.values()].map(({ reading }) => reading),
      gauges: gaugesOf(client),
      pods: podsOf(client, serving),
    });

  const add = (step: DoorStep) => {
    const reading = readingOf(step);
    const id = doorId(reading);
    const known = doors.get(id);
    if (known === undefined) doors.set(id, { reading, ticks: 1 });
    else doors.set(id, { reading: merged(known.reading, reading, known.ticks), ticks: known.ticks + 1 });
    for (const pod of step.door.pods) serving.set(pod.metadata.uid, id);
  };

  load.onTick((tick: Tick) => {
    const now = Math.floor(tick.at / slotMs) * slotMs;
    if (slot !== undefined && now > slot) {
      sample(now);
      doors.clear();
    }
    slot = now;
    last = tick.at;
    serving = new Map();
    for (const step of tick.doors) add(step);
  });

  return {
    open: () =>
      last === undefined ? undefined : { at: last, doors: [...doors.values()].map(({ reading }) => reading) },
  };
}
