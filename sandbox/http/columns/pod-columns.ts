import type { Json } from "@/sandbox/api/json";
import { ageOf, columnView, objectAge } from "./column-view";

/** Pod: Name Ready Status Restarts Age, wide: IP Node Nominated Node Readiness Gates. */
export const podColumns = columnView(
  "Name|Ready|Status|Restarts|Age|+IP|+Node|+Nominated Node|+Readiness Gates",
  (pod, now) => {
    const statuses: Json[] = pod.status?.containerStatuses ?? [];
    const ready = statuses.filter((status) => status.ready && status.state?.running).length;
    const total = pod.spec?.containers?.length ?? 0;
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      podStatus(pod),
      restarts(statuses, now),
      objectAge(pod, now),
      pod.status?.podIP ?? "<none>",
      pod.spec?.nodeName || "<none>",
      pod.status?.nominatedNodeName || "<none>",
      "<none>",
    ];
  },
);

function restarts(statuses: Json[], now: number): string {
  const count = statuses.reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
  const last = statuses
    .map((status) => status.lastState?.terminated?.finishedAt as string | undefined)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return count > 0 && last ? `${count} (${ageOf(last, now)} ago)` : String(count);
}

/** The status word that kubectl shows: the most telling reason of pod and containers. */
function podStatus(pod: Json): string {
  const status = pod.status ?? {};
  const initReason = initContainerReason(pod);
  const reason =
    initReason ??
    containerReason(status.containerStatuses ?? [], status) ??
    status.reason ??
    status.phase ??
    "Unknown";
  if (!pod.metadata.deletionTimestamp) return reason;
  if (status.reason === "NodeLost") return "Unknown";
  return status.phase === "Failed" || status.phase === "Succeeded" ? reason : "Terminating";
}

function initContainerReason(pod: Json): string | undefined {
  const statuses: Json[] = pod.status?.initContainerStatuses ?? [];
  const total = pod.spec?.initContainers?.length ?? 0;
  const index = statuses.findIndex((status) => status.state?.terminated?.exitCode !== 0);
  if (index < 0) return undefined;
  const { waiting, terminated } = statuses[index].state ?? {};
  if (terminated) return `Init:${terminated.reason || `ExitCode:${terminated.exitCode}`}`;
  if (waiting?.reason && waiting.reason !== "PodInitializing") return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

function containerReason(statuses: Json[], podStatusObject: Json): string | undefined {
  let reason: string | undefined;
  let running = false;
  for (const status of [...statuses].reverse()) {
    const { waiting, terminated } = status.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated)
      reason =
        terminated.reason ||
        (terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`);
    else if (status.ready && status.state?.running) running = true;
  }
  if (reason !== "Completed" || !running) return reason;
  const isReady = (podStatusObject.conditions ?? []).some(
    (condition: Json) => condition.type === "Ready" && condition.status === "True",
  );
  return isReady ? "Running" : "NotReady";
}
