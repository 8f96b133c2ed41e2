import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import { conditionOf, withCondition } from "@/sandbox/kernel/conditions";
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
  const labels = { ...template.metadata?.labels, "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name, "controller-uid": uid, "job-name": name };
  const pod = context.client.create("pods", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels,
      ...(template.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
      ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name, uid, controller: true, blockOwnerDeletion: true }],
    },
    spec: template.spec,
  });
  context.client.recordEvent(job, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, component: "job-controller" });
}

/** Complete or Failed, with the condition that announces it. */
function verdictOf(job: Job, counts: Counts): { announced: string; type: string; reason: string; message: string } | undefined {
  if (counts.succeeded >= (job.spec.completions ?? 1)) {
    return { announced: "SuccessCriteriaMet", type: "Complete", reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
  }
  if (counts.failed > (job.spec.backoffLimit ?? 6)) {
    return { announced: "FailureTarget", type: "Failed", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" };
  }
  return undefined;
}

function isOver(job: Job): boolean {
  return ["Complete", "Failed"].some((type) => conditionOf(job.status?.conditions, type)?.status === "True");
}

function writeStatus(context: ControllerContext, job: Job, counts: Counts): void {
  const now = context.clock.now();
  let conditions: Condition[] = job.status?.conditions ?? [];
  const verdict = verdictOf(job, counts);
  if (verdict !== undefined) {
    const { announced, type, reason, message } = verdict;
    for (const entry of [announced, type]) conditions = withCondition(conditions, { type: entry, status: "True", reason, message }, now);
    context.client.recordEvent(job, { type: type === "Complete" ? "Normal" : "Warning", reason: type === "Complete" ? "Completed" : reason, message: type === "Complete" ? "Job completed" : message, component: "job-controller" });
  }
  const done = verdict?.type === "Complete";
  const { active, succeeded, failed } = counts;
  context.client.updateStatus("jobs.batch", {
    ...job,
    status: {
      ...job.status,
      startTime: job.status?.startTime ?? timestamp(now),
      ...(active > 0 || job.status?.active !== undefined ? { active } : {}),
      ...(succeeded > 0 ? { succeeded } : {}),
      ...(failed > 0 ? { failed } : {}),
      ...(done ? { completionTime: timestamp(now) } : {}),
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  });
}

/** One look at a Job; gives how long to wait for the next try after a failure, or for its removal. */
function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const job = context.client.get("jobs.batch", namespace, name) as Job | undefined;
  if (job === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
  const now = context.clock.now();
  if (isOver(job)) {
    if (job.spec.ttlSecondsAfterFinished === undefined) return undefined;
    const left = timeOf(job.status?.completionTime, now) + job.spec.ttlSecondsAfterFinished * 1000 - now;
    if (left <= 0) context.client.delete("jobs.batch", { namespace, name, uid: job.metadata.uid });
    return left > 0 ? left : undefined;
  }
  const counts = countPods(context.client.ownedBy("pods", job.metadata.uid) as readonly Pod[]);
  const wanted = job.spec.suspend === true ? 0 : Math.min(job.spec.parallelism ?? 1, (job.spec.completions ?? 1) - counts.succeeded);
  const pause = counts.failed === 0 ? 0 : counts.lastFailure + Math.min(FIRST_RETRY_MS * 2 ** (counts.failed - 1), LONGEST_RETRY_MS) - now;
  if (verdictOf(job, counts) === undefined && pause <= 0) {
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
