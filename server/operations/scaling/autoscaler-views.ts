import { type Color, colors } from "@/contracts/color";
import type { AutoscalerView } from "@/contracts/scaling";
import { diagnosisCase } from "@/server/domain/health/diagnosis-case";
import { autoscalerFindings } from "@/server/domain/health/rules-autoscaler";
import { hpaOf, workloadOf } from "@/server/domain/rollout/colors";
import type { HpaSeen, TargetSeen } from "@/server/domain/rollout/observation";
import { type TargetRef, workloadName } from "@/server/domain/rollout/target";
import { effectiveBounds, type HpaBounds, standbyBounds } from "@/server/domain/scaling/bounds";
import { type PolicyExpected, policyDifferences } from "@/server/domain/scaling/policy-differences";
import type { ScalingRecord } from "@/server/ports/scaling-desk";

/** A target's scaling as it is read: what the record says, what was last seen, and the color that serves (`blue` stands for a service without colors). */
export interface ScalingCase {
  target: TargetRef;
  record: ScalingRecord;
  seen: TargetSeen;
  serving: Color | null;
}

function roleOf({ record, serving }: ScalingCase, color: Color): AutoscalerView["role"] {
  if (color === serving) return "serving";
  if (record.policy !== null && standbyBounds(record.policy, color) !== null) return "standby";
  return record.rollout === null ? "idle" : "candidate";
}

/** Bounds that the caretaker would write; null where a running deployment decides, or nothing is expected. */
function expectedBounds({ record, serving }: ScalingCase, color: Color): HpaBounds | null {
  if (record.policy === null || record.rollout !== null) return null;
  return color === serving ? effectiveBounds(record.policy, color) : standbyBounds(record.policy, color);
}

function expectedOf(facts: ScalingCase, color: Color): PolicyExpected {
  const { policy } = facts.record;
  return {
    bounds: expectedBounds(facts, color),
    targetCpuPercent: policy?.targetCpuPercent ?? null,
    scaleDownSeconds: policy?.scaleDownSeconds ?? null,
  };
}

function readyOf({ seen, target }: ScalingCase, color: Color): number {
  const colored = target.strategy === "blueGreen";
  return seen.pods.filter(
    (pod) => (!colored || pod.color === color) && pod.ready && pod.deletingSince === undefined,
  ).length;
}

function viewOf(facts: ScalingCase, color: Color, hpa: HpaSeen): AutoscalerView {
  const { seen, target } = facts;
  const { name, workload, min, max, current, desired } = hpa;
  const shown = target.strategy === "blueGreen" ? color : null;
  const foreign = name !== workload;
  const subject = { seen, service: target.service, workload, color: shown, wanted: desired };
  return {
    ...{ name, workload, color: shown, role: roleOf(facts, color), min, max, current, desired },
    ready: readyOf(facts, color),
    metrics: (hpa.metrics ?? []).map((metric) => ({ ...metric })),
    conditions: hpa.conditions.map((condition) => ({ ...condition })),
    findings: autoscalerFindings(diagnosisCase({ ...subject, now: seen.at, stateEnteredAt: 0 })).filter(
      ({ subjects }) => subjects.some((each) => each.name === name),
    ),
    foreign,
    differences: foreign ? [] : [...policyDifferences(hpa, expectedOf(facts, color))],
  };
}

/** The autoscalers of a target, that of the serving color first; foreign ones on the same workloads come last. */
export function autoscalerViews(facts: ScalingCase): AutoscalerView[] {
  const views = Object.values(facts.seen.hpas).flatMap((hpa) => {
    const color = colors.find((each) => workloadName(facts.target, each) === hpa.workload);
    return color === undefined ? [] : [viewOf(facts, color, hpa)];
  });
  const rank = ({ foreign, role }: AutoscalerView) => (foreign ? 2 : 0) + (role === "serving" ? 0 : 1);
  return views.toSorted((left, right) => rank(left) - rank(right));
}

/** The serving workload, when it has pods and should have an autoscaler but none was seen. */
export function missingAutoscalers({ target, record, seen, serving }: ScalingCase): string[] {
  if (record.hpaMode === "none" || record.policy === null || serving === null) return [];
  const workload = workloadOf(seen, target, serving);
  if (workload === null || workload.wanted === 0 || hpaOf(seen, target, serving) !== null) return [];
  return [workload.name];
}
