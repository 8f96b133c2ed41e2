import { at, type Json, listAt } from "@/sandbox/api/json";
import { humanDuration } from "@/sandbox/http/age";
import { ageOf, type ColumnView, columnView, containersOf, objectAge, selectorText } from "./column-view";

function podTemplate(owner: Json): string[] {
  return [...containersOf(at(owner, "spec.template")), selectorText(at(owner, "spec.selector"))];
}

function lastRun(cronJob: Json, now: number): string {
  const time = at(cronJob, "status.lastScheduleTime");
  return time ? ageOf(time, now) : "<none>";
}

function jobStatus(job: Json): string {
  const has = (type: string) =>
    (job.status?.conditions ?? []).some((row: Json) => row.type === type && row.status === "True");
  if (has("Complete")) return "Complete";
  if (has("Failed")) return "Failed";
  if (job.metadata.deletionTimestamp) return "Terminating";
  if (has("Suspended")) return "Suspended";
  if (has("FailureTarget")) return "FailureTarget";
  return has("SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
}

function jobDuration(job: Json, now: number): string {
  const { startTime, completionTime } = job.status ?? {};
  if (!startTime) return "";
  return humanDuration((completionTime ? Date.parse(completionTime) : now) - Date.parse(startTime));
}

/** Columns of the workload kinds. */
export const workloadColumns: Readonly<Record<string, ColumnView>> = {
  Deployment: columnView(
    "Name|Ready|Up-to-date|Available|Age|+Containers|+Images|+Selector",
    (deployment, now) => [
      deployment.metadata.name,
      `${deployment.status?.readyReplicas ?? 0}/${deployment.spec?.replicas ?? 0}`,
      deployment.status?.updatedReplicas ?? 0,
      deployment.status?.availableReplicas ?? 0,
      objectAge(deployment, now),
      ...podTemplate(deployment),
    ],
  ),
  ReplicaSet: columnView("Name|#Desired|#Current|#Ready|Age|+Containers|+Images|+Selector", (set, now) => [
    set.metadata.name,
    set.spec?.replicas ?? 0,
    set.status?.replicas ?? 0,
    set.status?.readyReplicas ?? 0,
    objectAge(set, now),
    ...podTemplate(set),
  ]),
  Job: columnView("Name|Status|Completions|Duration|Age|+Containers|+Images|+Selector", (job, now) => [
    job.metadata.name,
    jobStatus(job),
    `${job.status?.succeeded ?? 0}/${job.spec?.completions ?? `1 of ${job.spec?.parallelism ?? 1}`}`,
    jobDuration(job, now),
    objectAge(job, now),
    ...podTemplate(job),
  ]),
  CronJob: columnView(
    "Name|Schedule|Timezone|?Suspend|#Active|Last Schedule|Age|+Containers|+Images|+Selector",
    (cronJob, now) => [
      cronJob.metadata.name,
      at(cronJob, "spec.schedule") ?? "",
      at(cronJob, "spec.timeZone") ?? "<none>",
      at(cronJob, "spec.suspend") ?? false,
      listAt(cronJob, "status.active").length,
      lastRun(cronJob, now),
      objectAge(cronJob, now),
      ...podTemplate(at(cronJob, "spec.jobTemplate")),
    ],
  ),
};
