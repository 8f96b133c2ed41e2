import type { Container, ContainerStatus, Pod } from "@/sandbox/kernel/pod-kind";
import { drawn, tell } from "./kubelet-context";
import { containersOf, hostAddress, next, type PodRun, writeContainers } from "./pod-run";
import { startedContainer } from "./status-parts";
import { superviseContainers } from "./supervise";

const CONFIG_RETRY_MS = 2000;

function waitingAll(pod: Pod, reason: string, message?: string): ContainerStatus[] {
  const waiting = { reason, ...(message === undefined ? {} : { message }) };
  return containersOf(pod).map((status) => ({ ...status, ready: false, state: { waiting } }));
}

/** First status of a pod that was bound to a node: its containers are being created. */
export function admitPod(run: PodRun, pod: Pod): void {
  const hostIP = hostAddress(run, pod);
  writeContainers(run, pod, {
    containers: waitingAll(pod, "ContainerCreating"),
    phase: "Pending",
    ...(hostIP === undefined ? {} : { hostIP }),
  });
  pullImages(run, pod);
}

function pullImages(run: PodRun, pod: Pod): void {
  const { context } = run;
  if (context.faultOf(pod) === "pull-error") {
    next(run, drawn(context, context.profile.pull), failPull);
    return;
  }
  let delay = drawn(context, context.profile.create);
  for (const { image } of pod.spec.containers) {
    if (!context.isNewImage(pod.spec.nodeName ?? "", image)) {
      tell(context, pod, {
        type: "Normal",
        reason: "Pulled",
        message: `Container image "${image}" already present on machine`,
      });
      continue;
    }
    const pull = drawn(context, context.profile.pull);
    delay += pull;
    tell(context, pod, { type: "Normal", reason: "Pulling", message: `Pulling image "${image}"` });
    tell(context, pod, {
      type: "Normal",
      reason: "Pulled",
      message: `Successfully pulled image "${image}" in ${pull}ms (${pull}ms including waiting). Image size: ${60 + (pull % 140)}000000 bytes.`,
    });
  }
  next(run, delay, launchContainers);
}

/** Why the first key of a Secret that a container needs is not there. Values are never looked at. */
function missingSecretKey(run: PodRun, pod: Pod): string | undefined {
  const refs = pod.spec.containers
    .flatMap(({ env }) => env ?? [])
    .map(({ valueFrom }) => valueFrom?.secretKeyRef);
  for (const ref of refs) {
    if (ref === undefined || ref.optional === true) continue;
    const secret = run.context.client.get("secrets", run.namespace, ref.name);
    if (secret === undefined) return `secret "${ref.name}" not found`;
    if (!Object.hasOwn((secret as { data?: object }).data ?? {}, ref.key))
      return `couldn't find key ${ref.key} in Secret ${run.namespace}/${ref.name}`;
  }
  return undefined;
}

/** The first ConfigMap that a container needs and that does not exist. */
function missingConfigMap(run: PodRun, pod: Pod): string | undefined {
  const needed = (container: Container): string[] => [
    ...(container.envFrom ?? []).flatMap(({ configMapRef }) =>
      configMapRef === undefined || configMapRef.optional === true ? [] : [configMapRef.name],
    ),
    ...(container.env ?? []).flatMap(({ valueFrom }) =>
      valueFrom?.configMapKeyRef === undefined || valueFrom.configMapKeyRef.optional === true
        ? []
        : [valueFrom.configMapKeyRef.name],
    ),
  ];
  return pod.spec.containers
    .flatMap(needed)
    .find((name) => run.context.client.get("configmaps", run.namespace, name) === undefined);
}

function failPull(run: PodRun, pod: Pod): void {
  const { context } = run;
  const image = pod.spec.containers[0]?.image ?? "";
  if (context.faultOf(pod) !== "pull-error") {
    pullImages(run, pod);
    return;
  }
  const detail = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  tell(context, pod, { type: "Normal", reason: "Pulling", message: `Pulling image "${image}"` });
  tell(context, pod, {
    type: "Warning",
    reason: "Failed",
    message: `Failed to pull image "${image}": ${detail}`,
  });
  tell(context, pod, { type: "Warning", reason: "Failed", message: "Error: ErrImagePull" });
  writeContainers(run, pod, { containers: waitingAll(pod, "ErrImagePull", detail), phase: "Pending" });
  run.pulls += 1;
  next(run, drawn(context, context.profile.create), (_, later) => backOffPull(run, later, detail));
}

function backOffPull(run: PodRun, pod: Pod, detail: string): void {
  const { context } = run;
  const image = pod.spec.containers[0]?.image ?? "";
  const message = `Back-off pulling image "${image}"`;
  tell(context, pod, { type: "Normal", reason: "BackOff", message });
  tell(context, pod, { type: "Warning", reason: "Failed", message: "Error: ImagePullBackOff" });
  writeContainers(run, pod, {
    containers: waitingAll(pod, "ImagePullBackOff", `${message}: ErrImagePull: ${detail}`),
    phase: "Pending",
  });
  const { backOff, longestBackOff } = context.profile;
  next(run, Math.min(backOff * 2 ** (run.pulls - 1), longestBackOff), failPull);
}

/** Starts all containers of a pod, for the first time or again; their run counts go up when they ran before. */
export function launchContainers(run: PodRun, pod: Pod): void {
  const { context } = run;
  const missing = missingConfigMap(run, pod);
  const message = missing === undefined ? missingSecretKey(run, pod) : `configmap "${missing}" not found`;
  if (message !== undefined) {
    tell(context, pod, { type: "Warning", reason: "Failed", message: `Error: ${message}` });
    writeContainers(run, pod, {
      containers: waitingAll(pod, "CreateContainerConfigError", message),
      phase: "Pending",
    });
    next(run, CONFIG_RETRY_MS, launchContainers);
    return;
  }
  const now = context.clock.now();
  const before = containersOf(pod);
  const containers = pod.spec.containers.map((container) => {
    const last = before.find((status) => status.name === container.name);
    const ended = last?.state.terminated ?? last?.lastState.terminated;
    const count = ended === undefined ? 0 : (last?.restartCount ?? 0) + 1;
    return startedContainer(pod, container, {
      count,
      at: now,
      lastState: ended === undefined ? {} : { terminated: ended },
    });
  });
  for (const { name } of pod.spec.containers) {
    tell(context, pod, { type: "Normal", reason: "Created", message: `Created container: ${name}` });
    tell(context, pod, { type: "Normal", reason: "Started", message: `Started container ${name}` });
  }
  const podIP = context.network.give(pod.spec.nodeName ?? "", run.uid);
  superviseContainers(run, writeContainers(run, pod, { containers, phase: "Running", podIP }));
}
