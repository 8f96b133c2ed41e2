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

/** What went through a door within some seconds. */
interface Stretch {
  reading: DoorReading;
  seconds: number;
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
function merged(before: Stretch, more: Stretch): Stretch {
  const { reading, seconds } = before;
  const answered = reading.answered + more.reading.answered;
  const both = seconds + more.seconds;
  const mean = (a: number, b: number) => (a * seconds + b * more.seconds) / both;
  return {
    seconds: both,
    reading: {
      ...reading,
      answered,
      refused: reading.refused + more.reading.refused,
      expired: reading.expired + more.reading.expired,
      latency:
        answered === 0
          ? more.reading.latency
          : (reading.latency * reading.answered + more.reading.latency * more.reading.answered) / answered,
      cpu: mean(reading.cpu, more.reading.cpu),
      inFlight: mean(reading.inFlight, more.reading.inFlight),
    },
  };
}

/** A part of a stretch, by its share of the time. */
function partOf({ reading, seconds }: Stretch, share: number): Stretch {
  const { answered, refused, expired } = reading;
  return {
    seconds: seconds * share,
    reading: { ...reading, answered: answered * share, refused: refused * share, expired: expired * share },
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

/**
 * Follows the load model and makes one sample of every 15 s of it. What a tick counted on both sides of that moment is divided
 * by time: a count that belongs to another moment than its sample would show as a rate that nobody sent.
 */
export function createRecorder({ client, load, onSample }: RecorderParts): Recorder {
  const doors = new Map<string, Stretch>();
  let serving = new Map<string, string>();
  let slot: number | undefined;
  let last: number | undefined;

  const readings = () => [...doors.values()].map(({ reading }) => reading);
  const sample = (at: number) =>
    onSample({ at, doors: readings(), gauges: gaugesOf(client), pods: podsOf(client, serving) });

  const add = ({ doors: steps, seconds }: Tick, share: number) => {
    if (share === 0) return;
    for (const step of steps) {
      const more = partOf({ reading: readingOf(step), seconds }, share);
      const id = doorId(more.reading);
      const known = doors.get(id);
      doors.set(id, known === undefined ? more : merged(known, more));
    }
  };

  load.onTick((tick: Tick) => {
    const now = Math.floor(tick.at / slotMs) * slotMs;
    const isOver = slot !== undefined && now > slot;
    const after = isOver ? Math.min(1, (tick.at - now) / (tick.seconds * 1000)) : 1;
    if (isOver) {
      add(tick, 1 - after);
      sample(now);
      doors.clear();
    }
    slot = now;
    last = tick.at;
    serving = new Map(
      tick.doors.flatMap((step) =>
        step.door.pods.map((pod) => [pod.metadata.uid, doorId(readingOf(step))] as const),
      ),
    );
    add(tick, after);
  });

  return {
    open: () => (last === undefined || last === slot ? undefined : { at: last, doors: readings() }),
  };
}
