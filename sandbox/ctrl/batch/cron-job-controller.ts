import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import { conditionOf } from "@/sandbox/kernel/conditions";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import type { CronJob, Job } from "@/sandbox/kernel/workload-kinds";
import { lastTime, nextTime, parseSchedule } from "./cron-schedule";

/** A CronJob with this annotation has run before it appears: its last schedule time is told at once. */
const STARTED_AGO = "sandbox.switchyard.internal/started-ago";
const WAKE_LATER_MS = 100;

type Schedule = NonNullable<ReturnType<typeof parseSchedule>>;

function jobsOf(context: ControllerContext, cronJob: CronJob): readonly Job[] {
  return context.client.ownedBy("jobs.batch", cronJob.metadata.uid) as readonly Job[];
}

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
      annotations: {
        ...metadata?.annotations,
        "batch.kubernetes.io/cronjob-scheduled-timestamp": timestamp(at),
      },
      ownerReferences: [
        { apiVersion: "batch/v1", kind: "CronJob", name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec,
  });
  context.client.recordEvent(cronJob, {
    type: "Normal",
    reason: "SuccessfulCreate",
    message: `Created job ${job.metadata.name}`,
    component: "cronjob-controller",
  });
}

/** Deletes finished Jobs beyond the history limits, oldest first. */
function cleanUp(context: ControllerContext, cronJob: CronJob, jobs: readonly Job[]): void {
  const byAge = [...jobs].sort(
    (a, b) => timeOf(a.metadata.creationTimestamp) - timeOf(b.metadata.creationTimestamp),
  );
  const of = (type: string) =>
    byAge.filter((job) => conditionOf(job.status?.conditions, type)?.status === "True");
  const surplus = [
    ...of("Complete").slice(0, -(cronJob.spec.successfulJobsHistoryLimit ?? 3) || undefined),
    ...of("Failed").slice(0, -(cronJob.spec.failedJobsHistoryLimit ?? 1) || undefined),
  ];
  for (const { metadata } of surplus) {
    context.client.delete("jobs.batch", {
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
    });
    for (const pod of context.client.ownedBy("pods", metadata.uid))
      context.client.delete("pods", { namespace: metadata.namespace, name: pod.metadata.name });
  }
}

function writeStatus(
  context: ControllerContext,
  cronJob: CronJob,
  seen: { jobs: readonly Job[]; scheduled: number | undefined },
): void {
  const active = seen.jobs
    .filter((job) => !isOver(job))
    .map(({ metadata: { name, namespace, uid } }) => ({
      apiVersion: "batch/v1",
      kind: "Job",
      name,
      namespace,
      uid,
    }));
  const successes = seen.jobs.flatMap((job) => job.status?.completionTime ?? []).sort();
  const lastScheduleTime =
    seen.scheduled === undefined ? cronJob.status?.lastScheduleTime : timestamp(seen.scheduled);
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

/** True when the concurrency policy lets another Job run; Replace ends those that run. */
function hasRoom(context: ControllerContext, cronJob: CronJob, running: readonly Job[]): boolean {
  const { concurrencyPolicy } = cronJob.spec;
  if (concurrencyPolicy === "Replace") {
    for (const { metadata } of running) {
      context.client.delete("jobs.batch", {
        namespace: metadata.namespace,
        name: metadata.name,
        uid: metadata.uid,
      });
    }
  }
  return concurrencyPolicy !== "Forbid" || running.length === 0;
}

/** The scheduled time that is due by now; of several missed ones only the latest. */
function dueTime(cronJob: CronJob, schedule: Schedule, now: number): number | undefined {
  const { lastScheduleTime } = cronJob.status ?? {};
  const { timeZone } = cronJob.spec;
  const since = timeOf(lastScheduleTime ?? cronJob.metadata.creationTimestamp);
  const first = nextTime(schedule, since, timeZone);
  return first === undefined || first > now ? undefined : lastTime(schedule, now, timeZone);
}

/** A CronJob that ran before it appeared knows its last time, and starts nothing for it. */
function backdated(cronJob: CronJob, schedule: Schedule, now: number): number | undefined {
  const isNew = cronJob.status?.lastScheduleTime === undefined;
  const marked = cronJob.metadata.annotations?.[STARTED_AGO] !== undefined;
  return isNew && marked ? lastTime(schedule, now, cronJob.spec.timeZone) : undefined;
}

/** Starts what is due; gives the scheduled time that the status should tell. */
function runDue(context: ControllerContext, cronJob: CronJob, schedule: Schedule): number | undefined {
  const now = context.clock.now();
  const past = backdated(cronJob, schedule, now);
  if (past !== undefined || cronJob.spec.suspend === true) return past;
  const due = dueTime(cronJob, schedule, now);
  const running = jobsOf(context, cronJob).filter((job) => !isOver(job));
  if (due === undefined || !hasRoom(context, cronJob, running)) return undefined;
  startJob(context, cronJob, due);
  return due;
}

/** One look at a CronJob; gives the time of the next one, in milliseconds since the epoch. */
function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const cronJob = context.client.get("cronjobs.batch", namespace, name) as CronJob | undefined;
  if (cronJob === undefined || cronJob.metadata.deletionTimestamp !== undefined) return undefined;
  const schedule = parseSchedule(cronJob.spec.schedule);
  cleanUp(context, cronJob, jobsOf(context, cronJob));
  const scheduled = schedule === undefined ? undefined : runDue(context, cronJob, schedule);
  writeStatus(context, cronJob, { jobs: jobsOf(context, cronJob), scheduled });
  if (schedule === undefined || cronJob.spec.suspend === true) return undefined;
  return nextTime(schedule, context.clock.now(), cronJob.spec.timeZone);
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
