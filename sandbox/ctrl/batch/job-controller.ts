import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import { conditionOf, withCondition } from "@/sandbox/kernel/conditions";
import { defined } from "@/sandbox/kernel/defined";
import { isActive } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import type { Condition, Job } from "@/sandbox/kernel/workload-kinds";

const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 360_000;

interface Counts {
  active: number;
  succeeded: number;
  failed: number;
  lastFailure: number;
}

function countPods(pods: readonly Pod[]): Counts {
  const failed = pods.filter((pod) => pod.status?.phase === "Failed");
  const ends = failed.map((pod) => timeOf(pod.status?.containerStatuses?.[0]?.state.terminated?.finishedAt));
  return {
    active: pods.filter(isActive).length,
    succeeded: pods.filter((pod) => pod.status?.phase === "Succeeded").length,
    failed: failed.length,
    lastFailure: Math.max(0, ...ends),
  };
}

function createPod(context: ControllerContext, job: Job): void {
  const { namespace, name, uid } = job.metadata;
  const { template } = job.spec;
  const labels = {
    ...template.metadata?.labels,
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const pod = context.client.create("pods", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels,
      ...(template.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
      ownerReferences: [
        { apiVersion: "batch/v1", kind: "Job", name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: template.spec,
  });
  context.client.recordEvent(job, {
    type: "Normal",
    reason: "SuccessfulCreate",
    message: `Created pod: ${pod.metadata.name}`,
    component: "job-controller",
  });
}

/** Complete or Failed, with the condition that announces it. */
function verdictOf(
  job: Job,
  counts: Counts,
): { announced: string; type: string; reason: string; message: string } | undefined {
  if (counts.succeeded >= (job.spec.completions ?? 1)) {
    return {
      announced: "SuccessCriteriaMet",
      type: "Complete",
      reason: "CompletionsReached",
      message: "Reached expected number of succeeded pods",
    };
  }
  if (counts.failed > (job.spec.backoffLimit ?? 6)) {
    return {
      announced: "FailureTarget",
      type: "Failed",
      reason: "BackoffLimitExceeded",
      message: "Job has reached the specified backoff limit",
    };
  }
  return undefined;
}

function isOver(job: Job): boolean {
  return ["Complete", "Failed"].some((type) => conditionOf(job.status?.conditions, type)?.status === "True");
}

/** The conditions of a Job with its end announced and told; the same ones while it goes on. */
function concluded(context: ControllerContext, job: Job, counts: Counts): Condition[] {
  const conditions = job.status?.conditions ?? [];
  const verdict = verdictOf(job, counts);
  if (verdict === undefined) return conditions;
  const { announced, type, reason, message } = verdict;
  const event =
    type === "Complete"
      ? ({ type: "Normal", reason: "Completed", message: "Job completed" } as const)
      : ({ type: "Warning", reason, message } as const);
  context.client.recordEvent(job, { ...event, component: "job-controller" });
  const entry = (name: string): Condition => ({ type: name, status: "True", reason, message });
  const now = context.clock.now();
  return withCondition(withCondition(conditions, entry(announced), now), entry(type), now);
}

function writeStatus(context: ControllerContext, job: Job, counts: Counts): void {
  const now = timestamp(context.clock.now());
  const before = job.status ?? {};
  const conditions = concluded(context, job, counts);
  const done = conditionOf(conditions, "Complete")?.status === "True";
  const figure = (count: number) => (count > 0 ? count : undefined);
  const status = defined({
    ...before,
    startTime: before.startTime ?? now,
    active: figure(counts.active),
    succeeded: figure(counts.succeeded),
    failed: figure(counts.failed),
    completionTime: done ? now : undefined,
    conditions: conditions.length > 0 ? conditions : undefined,
  });
  context.client.updateStatus("jobs.batch", { ...job, status });
}

/** Deletes a finished Job after its time to live; gives how long it has left. */
function expire(context: ControllerContext, job: Job): number | undefined {
  const { namespace, name, uid } = job.metadata;
  const seconds = job.spec.ttlSecondsAfterFinished;
  if (seconds === undefined) return undefined;
  const now = context.clock.now();
  const left = timeOf(job.status?.completionTime, now) + seconds * 1000 - now;
  if (left > 0) return left;
  context.client.delete("jobs.batch", { namespace, name, uid });
  return undefined;
}

/** Milliseconds until the next try after a failure. */
function pauseOf(counts: Counts, now: number): number {
  if (counts.failed === 0) return 0;
  return counts.lastFailure + Math.min(FIRST_RETRY_MS * 2 ** (counts.failed - 1), LONGEST_RETRY_MS) - now;
}

function wantedPods({ spec }: Job, counts: Counts): number {
  return spec.suspend === true
    ? 0
    : Math.min(spec.parallelism ?? 1, (spec.completions ?? 1) - counts.succeeded);
}

/** One look at a Job; gives how long to wait for the next try after a failure, or for its removal. */
function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const job = context.client.get("jobs.batch", namespace, name) as Job | undefined;
  if (job === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
  if (isOver(job)) return expire(context, job);
  const counts = countPods(context.client.ownedBy("pods", job.metadata.uid) as readonly Pod[]);
  const pause = pauseOf(counts, context.clock.now());
  if (verdictOf(job, counts) === undefined && pause <= 0) {
    const wanted = wantedPods(job, counts);
    for (; counts.active < wanted; counts.active += 1) createPod(context, job);
  }
  writeStatus(context, job, counts);
  return pause > 0 ? pause : undefined;
}

/** Runs Jobs: pods up to the parallelism until enough succeeded, with growing pauses after failures. */
export function createJobController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "jobs.batch",
    related: {
      pods: ({ object }) => {
        const owner = controllerKeyOf(object, "Job");
        return owner === undefined ? [] : [owner];
      },
    },
    reconcile(key, queue) {
      const wait = reconcile(context, key);
      if (wait !== undefined) queue.addAfter(key, wait);
    },
  });
}
