import type { Controller } from "@/sandbox/ctrl/controller";
import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";
import { isReady, isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { FAULT_LABEL } from "@/sandbox/sim/pod-fault";
import { startedAgo } from "@/sandbox/sim/started-ago";
import { appearStarted } from "./backdated-pod";
import { drawn, type KubeletContext, tell } from "./kubelet-context";
import { containersOf, next, type PodRun } from "./pod-run";
import { admitPod, launchContainers } from "./start-pod";
import { exitContainers, failProbe, superviseContainers } from "./supervise";
import { terminatePod } from "./terminate-pod";

function newRun(context: KubeletContext, pod: Pod): PodRun {
  const { uid, name, namespace = "" } = pod.metadata;
  return {
    context,
    uid,
    name,
    namespace,
    pulls: 0,
    terminating: false,
    faultLabel: pod.metadata.labels?.[FAULT_LABEL],
    cancel: () => {},
    relaunch: launchContainers,
  };
}

/** A pod that is new to its node. */
function begin(run: PodRun, pod: Pod): void {
  const { context } = run;
  const ago = startedAgo(context, pod);
  const fault = context.faultOf(pod);
  if (ago === undefined || fault === "pull-error" || fault === "never-ready" || fault === "slow") {
    next(run, drawn(context, context.profile.admit), admitPod);
    return;
  }
  next(run, context.prng.between(1, 20), (_, now) => {
    if (!appearStarted(run, now, { start: context.clock.now() - ago * 1000, fault })) return;
    tell(context, now, {
      type: "Warning",
      reason: "BackOff",
      message: `Back-off restarting failed container ${now.spec.containers[0]?.name ?? ""} in pod ${run.name}_${run.namespace}(${run.uid})`,
    });
    next(run, context.prng.between(1000, context.profile.longestBackOff / 5), launchContainers);
  });
}

/** A pod that an earlier process of the sandbox left behind: it goes on from its status. */
function resume(run: PodRun, pod: Pod): void {
  const { context } = run;
  context.network.hold(pod);
  const containers = containersOf(pod);
  if (pod.status?.podIP === undefined) begin(run, pod);
  else if (containers.every((status) => status.state.running !== undefined)) {
    const endures = context.faultOf(pod) === undefined && pod.spec.restartPolicy === "Always";
    if (!endures || containers.some((status) => !status.ready)) superviseContainers(run, pod);
  } else if (!isTerminal(pod)) next(run, drawn(context, context.profile.create), launchContainers);
}

/** A fault label that came, changed or went on a living pod. */
function refit(run: PodRun, pod: Pod): void {
  run.faultLabel = pod.metadata.labels?.[FAULT_LABEL];
  if (!containersOf(pod).every((status) => status.state.running !== undefined)) return;
  const fault = run.context.faultOf(pod);
  const moment = drawn(run.context, run.context.profile.crash);
  if (fault === "oom")
    next(run, moment, (_, now) => exitContainers(run, now, { code: 137, reason: "OOMKilled" }));
  else if (fault === "crash-loop")
    next(run, moment, (_, now) => exitContainers(run, now, { code: 1, reason: "Error" }));
  else next(run, moment, failProbe);
}

/** All kubelets of one cluster: they bring up the pods that are bound to their nodes, look after them and end them. */
export function createKubelets(context: KubeletContext): Controller {
  const runs = new Map<string, PodRun>();
  const stops: (() => void)[] = [];

  const forget = (uid: string) => {
    runs.get(uid)?.cancel();
    runs.delete(uid);
    context.network.free(uid);
  };

  const look = (pod: Pod, first: (run: PodRun, pod: Pod) => void) => {
    if (pod.spec.nodeName === undefined) return;
    let run = runs.get(pod.metadata.uid);
    if (run === undefined) {
      run = newRun(context, pod);
      runs.set(pod.metadata.uid, run);
      if (pod.metadata.deletionTimestamp === undefined) first(run, pod);
    }
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (!run.terminating) terminatePod(run, pod);
    } else if (run.faultLabel !== pod.metadata.labels?.[FAULT_LABEL]) refit(run, pod);
  };

  const onEvent = ({ type, object }: ObjectEvent) => {
    if (type === "DELETED") forget(object.metadata.uid);
    else look(object as Pod, begin);
  };

  /** A node that is back says again of its pods what is true. */
  const onNode = ({ object }: ObjectEvent) => {
    const { name } = object.metadata;
    for (const pod of context.client.list("pods") as readonly Pod[]) {
      const run = runs.get(pod.metadata.uid);
      if (pod.spec.nodeName !== name || run === undefined || run.terminating) continue;
      if (!isReady(pod) && containersOf(pod).every(({ ready }) => ready)) next(run, 0, superviseContainers);
    }
  };

  return {
    start() {
      stops.push(context.client.watch("pods", onEvent), context.client.watch("nodes", onNode));
      for (const pod of context.client.list("pods") as readonly Pod[]) look(pod, resume);
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      for (const uid of runs.keys()) forget(uid);
    },
  };
}
