import { at, type Json, listAt } from "@/sandbox/api/json";

/** The status word that kubectl shows: the most telling reason of pod and containers. */
export function podStatusWord(pod: Json): string {
  const phase = at(pod, "status.phase") ?? "Unknown";
  const podReason = at(pod, "status.reason");
  const reason = initReason(pod) ?? containersReason(pod) ?? podReason ?? phase;
  if (!pod.metadata.deletionTimestamp) return reason;
  if (podReason === "NodeLost") return "Unknown";
  return phase === "Failed" || phase === "Succeeded" ? reason : "Terminating";
}

/** Reason of the first init container that has not finished well. */
function initReason(pod: Json): string | undefined {
  const statuses = listAt(pod, "status.initContainerStatuses");
  const index = statuses.findIndex((status) => at(status, "state.terminated.exitCode") !== 0);
  if (index < 0) return undefined;
  const ended = terminatedReason(statuses[index]);
  if (ended) return `Init:${ended}`;
  const waiting = at(statuses[index], "state.waiting.reason");
  return waiting && waiting !== "PodInitializing"
    ? `Init:${waiting}`
    : `Init:${index}/${listAt(pod, "spec.initContainers").length}`;
}

function terminatedReason(status: Json): string | undefined {
  const terminated = at(status, "state.terminated");
  if (!terminated) return undefined;
  const { reason, signal, exitCode } = terminated;
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

/** Reason of the first container that has one; a pod whose others still run is not completed. */
function containersReason(pod: Json): string | undefined {
  const statuses = listAt(pod, "status.containerStatuses");
  const reason = statuses
    .map((status) => (at(status, "state.waiting.reason") as string | undefined) || terminatedReason(status))
    .find((text) => text !== undefined);
  const running = statuses.some((status) => status.ready && at(status, "state.running"));
  if (reason !== "Completed" || !running) return reason;
  const ready = listAt(pod, "status.conditions").some((row) => row.type === "Ready" && row.status === "True");
  return ready ? "Running" : "NotReady";
}
