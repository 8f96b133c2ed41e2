import { type Controller, type ControllerContext, fromKey, keyOf } from "@/sandbox/ctrl/controller";
import { createWorkQueue } from "@/sandbox/ctrl/work-queue";
import { withCondition } from "@/sandbox/kernel/conditions";
import { defined } from "@/sandbox/kernel/defined";
import { matchesSelector } from "@/sandbox/kernel/label-selector";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { Condition, Deployment, HorizontalPodAutoscaler } from "@/sandbox/kernel/workload-kinds";
import { decideSize, type SizeDecision } from "./decide-size";
import type { PodUsage } from "./pod-usage";
import { forgetOld, type ScalingMemory } from "./scaling-rules";

const RESOURCE = "horizontalpodautoscalers.autoscaling";
/** Every autoscaler looks once in 15 s, also after an edit. */
const PERIOD_MS = 15_000;

function targetOf(context: ControllerContext, hpa: HorizontalPodAutoscaler): Deployment | undefined {
  if (hpa.spec.scaleTargetRef.kind !== "Deployment") return undefined;
  return context.client.get("deployments.apps", hpa.metadata.namespace, hpa.spec.scaleTargetRef.name) as
    | Deployment
    | undefined;
}

/** Other autoscalers of the namespace whose target selects one of these pods. */
function rivalsOf(context: ControllerContext, hpa: HorizontalPodAutoscaler, pods: readonly Pod[]): string[] {
  const others = (
    context.client.list(RESOURCE, hpa.metadata.namespace) as readonly HorizontalPodAutoscaler[]
  ).filter((other) => other.metadata.uid !== hpa.metadata.uid);
  return others
    .filter((other) => {
      const target = targetOf(context, other);
      return (
        target !== undefined && pods.some((pod) => matchesSelector(target.spec.selector, pod.metadata.labels))
      );
    })
    .map((other) => other.metadata.name);
}

function rescale(
  context: ControllerContext,
  hpa: HorizontalPodAutoscaler,
  change: { current: number; decision: SizeDecision },
): void {
  const { desired, reason } = change.decision;
  const { namespace } = hpa.metadata;
  context.client.patch(
    "deployments.apps",
    { namespace, name: hpa.spec.scaleTargetRef.name, subresource: "scale" },
    { spec: { replicas: desired } },
  );
  context.client.recordEvent(hpa, {
    type: "Normal",
    reason: "SuccessfulRescale",
    message: `New size: ${desired}; reason: ${reason}`,
    component: "horizontal-pod-autoscaler",
  });
}

interface Outcome {
  current: number;
  decision: SizeDecision;
  rescaled: boolean;
}

function conditionsOf(
  hpa: HorizontalPodAutoscaler,
  { decision, rescaled }: Outcome,
  now: number,
): Condition[] {
  const message = `the HPA controller was able to update the target scale to ${decision.desired}`;
  const done = { type: "AbleToScale", status: "True" as const, reason: "SucceededRescale", message };
  const entries = rescaled ? [...decision.conditions, done] : decision.conditions;
  return entries.reduce<Condition[]>(
    (conditions, entry) => withCondition(conditions, entry, now),
    hpa.status?.conditions ?? [],
  );
}

function writeStatus(context: ControllerContext, hpa: HorizontalPodAutoscaler, outcome: Outcome): void {
  const now = context.clock.now();
  const { decision, rescaled, current } = outcome;
  const before = hpa.status ?? {};
  const status = defined({
    currentReplicas: current,
    desiredReplicas: decision.desired,
    lastScaleTime: rescaled ? timestamp(now) : before.lastScaleTime,
    currentMetrics: decision.metrics.length > 0 ? decision.metrics : before.currentMetrics,
    conditions: conditionsOf(hpa, outcome, now),
  });
  context.client.updateStatus(RESOURCE, { ...hpa, status });
}

function noteMissingTarget(context: ControllerContext, hpa: HorizontalPodAutoscaler): void {
  const { name } = hpa.spec.scaleTargetRef;
  const message = `the HPA controller was unable to get the target's current scale: deployments.apps "${name}" not found`;
  const conditions = withCondition(
    hpa.status?.conditions,
    { type: "AbleToScale", status: "False", reason: "FailedGetScale", message },
    context.clock.now(),
  );
  context.client.updateStatus(RESOURCE, {
    ...hpa,
    status: { currentReplicas: 0, desiredReplicas: 0, ...hpa.status, conditions },
  });
}

function look(
  context: ControllerContext,
  hpa: HorizontalPodAutoscaler,
  means: { usage: PodUsage; memory: ScalingMemory },
): void {
  const target = targetOf(context, hpa);
  if (target === undefined) {
    noteMissingTarget(context, hpa);
    return;
  }
  const now = context.clock.now();
  const current = target.spec.replicas;
  const all = context.client.list("pods", hpa.metadata.namespace) as readonly Pod[];
  const pods = all.filter((pod) => matchesSelector(target.spec.selector, pod.metadata.labels));
  const { memory, usage } = means;
  forgetOld(memory, now);
  if (memory.recommendations.length === 0) memory.recommendations.push({ at: now, replicas: current });
  const decision = decideSize({
    hpa,
    current,
    pods,
    rivals: rivalsOf(context, hpa, pods),
    usage,
    memory,
    now,
  });
  const rescaled = decision.desired !== current;
  if (rescaled) {
    rescale(context, hpa, { current, decision });
    memory.changes.push({ at: now, by: decision.desired - current });
  }
  writeStatus(context, hpa, { current, decision, rescaled });
}

/** The horizontal pod autoscaler: one look per HPA and period; what it remembers goes with the HPA. */
export function createAutoscaler(context: ControllerContext, usage: PodUsage): Controller {
  const memories = new Map<string, ScalingMemory>();
  const memoryOf = (uid: string): ScalingMemory => {
    const known = memories.get(uid) ?? { recommendations: [], changes: [] };
    memories.set(uid, known);
    return known;
  };
  const queue = createWorkQueue(context, (key) => {
    const { namespace, name } = fromKey(key);
    const hpa = context.client.get(RESOURCE, namespace, name) as HorizontalPodAutoscaler | undefined;
    if (hpa === undefined) return;
    queue.addAfter(key, PERIOD_MS);
    look(context, hpa, { usage, memory: memoryOf(hpa.metadata.uid) });
  });
  const stops: (() => void)[] = [];
  return {
    start() {
      queue.start();
      stops.push(
        context.client.watch(RESOURCE, ({ type, object }) => {
          if (type === "DELETED") memories.delete(object.metadata.uid);
          else if (type === "ADDED") queue.addAfter(keyOf(object), context.prng.between(500, PERIOD_MS));
        }),
      );
      for (const hpa of context.client.list(RESOURCE))
        queue.addAfter(keyOf(hpa), context.prng.between(500, PERIOD_MS));
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      queue.stop();
      memories.clear();
    },
  };
}
