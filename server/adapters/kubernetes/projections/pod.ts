import { colorSchema } from "@/contracts/color";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { RawContainerStatus, RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { labels } from "@/server/domain/rollout/target";
import { containerSetup } from "./container-setup";
import { count, each, text } from "./defaults";
import { poolLabel } from "./node-pool";

const phases = ["Pending", "Running", "Succeeded", "Failed"] as const;

/** Longest kubelet text that is kept; the rest repeats the image name and the like. */
const messageLimit = 1000;

/** Object without its undefined members: absent facts stay absent. */
function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

function lastRun(status: RawContainerStatus): Pick<ContainerSeen, "last"> {
  const ended = status.lastState?.terminated;
  if (!ended) return {};
  return {
    last: {
      reason: ended.reason ?? "Error",
      exitCode: ended.exitCode ?? 0,
      ...present({
        startedAt: ended.startedAt,
        finishedAt: ended.finishedAt,
        message: ended.message?.slice(0, messageLimit),
      }),
    },
  };
}

type Run = NonNullable<NonNullable<RawContainerStatus["state"]>["running"]>;

/** The state of a container with the run that it is about. */
function stateOf(status: RawContainerStatus): { state: ContainerSeen["state"]; run: Run } {
  const { waiting, running, terminated } = status.state ?? {};
  if (running) return { state: "running", run: running };
  if (terminated) return { state: "terminated", run: terminated };
  return waiting ? { state: "waiting", run: waiting } : { state: "unknown", run: {} };
}

function containerSeen(status: RawContainerStatus): ContainerSeen {
  const { state, run } = stateOf(status);
  return {
    name: status.name,
    ready: status.ready ?? false,
    restarts: count(status.restartCount),
    state,
    ...present({
      reason: run.reason,
      message: run.message?.slice(0, messageLimit),
      exitCode: state === "terminated" ? count(run.exitCode) : undefined,
      imageId: status.imageID || undefined,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
    }),
    ...lastRun(status),
  };
}

function deletingSince(pod: RawPod): string | undefined {
  const end = pod.metadata.deletionTimestamp;
  if (end === undefined) return undefined;
  // The API server writes the end of the grace period; people ask when it began.
  const begun = Date.parse(end) - (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return new Date(begun).toISOString();
}

/** Facts that come from labels and owners. */
function belonging(pod: RawPod): Partial<PodSeen> {
  const own = pod.metadata.labels ?? {};
  const color = colorSchema.safeParse(own[labels.color]);
  return present({
    service: own[labels.service],
    color: color.success ? color.data : undefined,
    release: own[labels.release],
    version: own["app.kubernetes.io/version"],
    replicaSet: pod.metadata.ownerReferences?.find((owner) => owner.kind === "ReplicaSet")?.name,
    templateHash: own["pod-template-hash"],
  });
}

function conditionsOf(pod: RawPod): Pick<PodSeen, "ready"> & Partial<PodSeen> {
  const conditions = pod.status?.conditions ?? [];
  const ready = conditions.find((each) => each.type === "Ready");
  const scheduled = conditions.find((each) => each.type === "PodScheduled");
  const isReady = ready?.status === "True";
  return {
    ready: isReady,
    ...present({
      readySince: isReady ? ready.lastTransitionTime : undefined,
      unschedulable:
        scheduled?.status === "False"
          ? (scheduled.message ?? scheduled.reason ?? "Unschedulable")
          : undefined,
    }),
  };
}

function containersOf({ spec, status }: RawPod): Pick<PodSeen, "images" | "containers" | "setup"> {
  return {
    images: each(spec?.containers).map((container) => text(container.image)),
    containers: [...each(status?.initContainerStatuses), ...each(status?.containerStatuses)].map(
      containerSeen,
    ),
    setup: [...each(spec?.initContainers), ...each(spec?.containers)].map(containerSetup),
  };
}

/** Trims a pod to what pages and rules need. */
export function podSeen(pod: RawPod): PodSeen {
  const { metadata, spec, status } = pod;
  return {
    name: metadata.name,
    namespace: text(metadata.namespace),
    uid: metadata.uid,
    phase: phases.find((phase) => phase === status?.phase) ?? "Unknown",
    createdAt: metadata.creationTimestamp ?? "1970-01-01T00:00:00Z",
    ...containersOf(pod),
    ...conditionsOf(pod),
    ...belonging(pod),
    ...present({
      node: spec?.nodeName,
      pool: spec?.nodeSelector?.[poolLabel],
      podIp: status?.podIP,
      deletingSince: deletingSince(pod),
    }),
  };
}
