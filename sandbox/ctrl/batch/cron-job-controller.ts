import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import { conditionOf } from "@/sandbox/kernel/conditions";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import type { CronJob, Job } from "@/sandbox/kernel/workload-kinds";
import { lastTime, nextTime, parseSchedule } from "./cron-schedule";

/** A CronJob with this annotation has run before it appears: its last schedule time is told at once. */
const STARTED_AGO = "sandbox.switchyard.internal/started-ago";
const WAKE_LATER_MS = 100;

function isOver(job: Job): boolean {
  return ["Complete", "Failed"].some((type) => conditionOf(job.status?.conditions, type)?.status === "True");
}

function startJob(context: ControllerContext, cronJob: CronJob, at: number): void {
  const { namespace, name, uid } = cronJob.metadata;
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const job = context.client.create("jobs.batch", {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `${name}-${Math.floor(at / 60_000)}`,
      namespace,
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, "batch.kubernetes.io/cronjob-scheduled-timestamp": timestamp(at) },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name, uid, controller: true, blockOwnerDeletion: true }],
    },
    spec,
  });
  context.client.recordEvent(cronJob, { type: "Normal", reason: "SuccessfulCreate", message: `Created job ${job.metadata.name}`, component: "cronjob-controller" });
}

/** Deletes finished Jobs beyond the history limits, oldest first. */
function cleanUp(context: ControllerContext, cronJob: CronJob, jobs: readonly Job[]): void {
  const byAge = [...jobs].sort((a, b) => timeOf(a.metadata.creationTimestamp) - timeOf(b.metadata.creationTimestamp));
  const of = (type: string) => byAge.filter((job) => conditionOf(job.status?.conditions, type)?.status === "True");
  const surplus = [
    ...of("Complete").slice(0, -(cronJob.spec.successfulJobsHistoryLimit ?? 3) || undefined),
    ...of("Failed").slice(0, -(cronJob.spec.failedJobsHistoryLimit ?? 1) || undefined),
  ];
  for (const { metadata } of surplus) {
    context.client.delete("jobs.batch", { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid });
    for (const pod of context.client.ownedBy("pods", metadata.uid)) context.client.delete("pods", { namespace: metadata.namespace, name: pod.metadata.name });
  }
}

function writeStatus(context: ControllerContext, cronJob: CronJob, seen: { jobs: readonly Job[]; scheduled: number | undefined }): void {
  const active = seen.jobs.filter((job) => !isOver(job)).map(({ metadata: { name, namespace, uid } }) => ({ apiVersion: "batch/v1", kind: "Job", name, namespace, uid }));
  const successes = seen.jobs.flatMap((job) => job.status?.completionTime ?? []).sort();
  const lastScheduleTime = seen.scheduled === undefined ? cronJob.status?.lastScheduleTime : timestamp(seen.scheduled);
  const lastSuccessfulTime = successes.at(-1) ?? cronJob.status?.lastSuccessfulTime;
  context.client.updateStatus("cronjobs.batch", {
    ...cronJob,
    status: {
      ...(active.length === 0 ? {} : { active }),
      ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
      ...(lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime }),
    },
  });
}

/** The schedule time that is due now, if the concurrency policy lets it run. */
function due(context: ControllerContext, cronJob: CronJob, next: number, running: readonly Job[]): boolean {
  if (next > context.clock.now()) return false;
  if (cronJob.spec.concurrencyPolicy === "Forbid" && running.length > 0) return false;
  if (cronJob.spec.concurrencyPolicy === "Replace") {
    for (const { metadata } of running) context.client.delete("jobs.batch", { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid });
  }
  return true;
}

/** One look at a CronJob; gives the time of the next one, in milliseconds since the epoch. */
function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const cronJob = context.client.get("cronjobs.batch", namespace, name) as CronJob | undefined;
  if (cronJob === undefined || cronJob.metadata.deletionTimestamp !== undefined) return undefined;
  const schedule = parseSchedule(cronJob.spec.schedule);
  const jobs = context.client.ownedBy("jobs.batch", cronJob.metadata.uid) as readonly Job[];
  cleanUp(context, cronJob, jobs);
  const { timeZone } = cronJob.spec;
  const now = context.clock.now();
  const backdated = cronJob.metadata.annotations?.[STARTED_AGO] !== undefined && cronJob.status?.lastScheduleTime === undefined;
  let scheduled = schedule !== undefined && backdated ? lastTime(schedule, now, timeZone) : undefined;
  if (schedule === undefined || cronJob.spec.suspend === true) {
    writeStatus(context, cronJob, { jobs, scheduled });
    return undefined;
  }
  const since = scheduled ?? timeOf(cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp);
  const first = nextTime(schedule, since, timeZone);
  // Of several missed times only the latest runs.
  const next = first !== undefined && first <= now ? (lastTime(schedule, now, timeZone) ?? first) : first;
  if (next !== undefined && due(context, cronJob, next, jobs.filter((job) => !isOver(job)))) {
    startJob(context, cronJob, next);
    scheduled = next;
  }
  writeStatus(context, cronJob, { jobs: context.client.ownedBy("jobs.batch", cronJob.metadata.uid) as readonly Job[], scheduled });
  return nextTime(schedule, now, timeZone);
}

/** Starts the Jobs of CronJobs at their times. */
export function createCronJobController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "cronjobs.batch",
    related: {
      "jobs.batch": ({ object }) => {
        const owner = controllerKeyOf(object, "CronJob");
        return owner === undefined ? [] : [owner];
      },
    },
    reconcile(key, queue) {
      const next = reconcile(context, key);
      if (next !== undefined) queue.addAfter(key, Math.max(0, next - context.clock.now()) + WAKE_LATER_MS);
    },
  });
}
