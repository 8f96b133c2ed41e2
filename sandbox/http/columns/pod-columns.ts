import { at, type Json, listAt } from "@/sandbox/api/json";
import { ageOf, columnView, objectAge } from "./column-view";
import { podStatusWord } from "./pod-status-word";

/** Pod: Name Ready Status Restarts Age, wide: IP Node Nominated Node Readiness Gates. */
export const podColumns = columnView(
  "Name|Ready|Status|Restarts|Age|+IP|+Node|+Nominated Node|+Readiness Gates",
  (pod, now) => {
    const statuses = listAt(pod, "status.containerStatuses");
    const ready = statuses.filter((status) => status.ready && status.state?.running).length;
    return [
      pod.metadata.name,
      `${ready}/${listAt(pod, "spec.containers").length}`,
      podStatusWord(pod),
      restarts(statuses, now),
      objectAge(pod, now),
      at(pod, "status.podIP") || "<none>",
      at(pod, "spec.nodeName") || "<none>",
      at(pod, "status.nominatedNodeName") || "<none>",
      "<none>",
    ];
  },
);

function restarts(statuses: Json[], now: number): string {
  const count = statuses.reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
  const last = statuses
    .map((status) => at(status, "lastState.terminated.finishedAt") as string | undefined)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  return count > 0 && last ? `${count} (${ageOf(last, now)} ago)` : String(count);
}
