import type { LogsChoice } from "@/components/queries/service-logs";
import type { KeptLog } from "@/contracts/kept-log";
import type { ServiceDetail } from "@/contracts/service";

/** Pods whose logs the choice means, in one order whatever happens to them; of what is kept each run, since a pod may have many. */
export function chosenPods(
  { pods }: ServiceDetail,
  kept: readonly KeptLog[],
  { color, pod, run }: LogsChoice,
) {
  const names =
    run === "kept"
      ? kept.map((each) => ({ ...each, name: `${each.pod} ${each.startedAt} ${each.keptAt}` }))
      : pods.map(({ name, color: own }) => ({ name, pod: name, color: own }));
  return names
    .filter((each) => (color === null || each.color === color) && (pod === null || each.pod === pod))
    .map(({ name }) => name)
    .sort();
}
