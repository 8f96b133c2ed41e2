import type { Finding } from "@/contracts/finding";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import type { DiagnosisCase } from "./diagnosis-case";
import { bare } from "./sentences";
import { workloadFinding } from "./workload-finding";

type Condition = HpaSeen["conditions"][number];
type Reading = Pick<Finding, "rule" | "class" | "sentence" | "nextStep">;
type ConditionRule = (condition: Condition, hpa: HpaSeen, facts: DiagnosisCase) => Reading | null;

const ambiguous: ConditionRule = ({ type, reason, message }, _hpa, { where }) => {
  if (type !== "ScalingActive" || reason !== "AmbiguousSelector") return null;
  return {
    rule: "Q-H5",
    class: "doomed",
    sentence: `Two autoscalers see the same pods of ${where}, so both are stopped: ${bare(message)}.`,
    nextStep: "Remove the autoscaler that is not Switchyard's, or its labels.",
  };
};

const blind: ConditionRule = ({ type, status, reason, message }, hpa, { where }) => {
  if (type !== "ScalingActive" || status !== "False" || !/^FailedGet\w*Metric/.test(reason)) return null;
  return {
    rule: "Q-H3",
    class: "warn",
    sentence: `The autoscaler of ${where} sees no load: ${bare(message)}. Its bounds ${hpa.min} to ${hpa.max} still hold.`,
    nextStep: "Check metrics-server, and that every container requests CPU.",
  };
};

const asleep: ConditionRule = ({ type, reason }, _hpa, { where }) => {
  if (type !== "ScalingActive" || reason !== "ScalingDisabled") return null;
  return {
    rule: "Q-H4",
    class: "info",
    sentence: `The autoscaler of ${where} sleeps: its workload is at 0.`,
    nextStep: "Nothing to do for an idle color.",
  };
};

const broken: ConditionRule = ({ type, status, reason, message }, _hpa, { where }) => {
  if (type !== "AbleToScale" || status !== "False" || !/^Failed(?:Get|Update)Scale$/.test(reason))
    return null;
  return {
    rule: "Q-H6",
    class: "user",
    sentence: `The autoscaler of ${where} cannot scale it: ${bare(message)}.`,
    nextStep: "The workload is missing, or the autoscaler lacks the right.",
  };
};

const atMaximum: ConditionRule = ({ type, status, reason }, hpa, { where }) => {
  if (type !== "ScalingLimited" || status !== "True" || reason !== "TooManyReplicas") return null;
  return {
    rule: "Q-H7",
    class: "warn",
    sentence: `The autoscaler of ${where} is at its maximum of ${hpa.max} and wants more.`,
    nextStep: "Raise the maximum, or pre-scale before the next peak.",
  };
};

const atMinimum: ConditionRule = ({ type, status, reason }, hpa, { where }) => {
  if (type !== "ScalingLimited" || status !== "True" || reason !== "TooFewReplicas") return null;
  return {
    rule: "Q-H8",
    class: "info",
    sentence: `The autoscaler of ${where} keeps its minimum of ${hpa.min}.`,
    nextStep: "Nothing to do: the floor works.",
  };
};

const rules = [ambiguous, blind, asleep, broken, atMaximum, atMinimum];

/** Q-H3 to Q-H8: conditions of the autoscalers that target the workload. */
export function autoscalerFindings(facts: DiagnosisCase): Finding[] {
  const mine = Object.values(facts.seen.hpas).filter((hpa) => hpa.workload === facts.workload);
  return mine.flatMap((hpa) =>
    hpa.conditions.flatMap((condition) =>
      rules.flatMap((rule) => {
        const reading = rule(condition, hpa, facts);
        if (reading === null) return [];
        const subject = { kind: "HorizontalPodAutoscaler", name: hpa.name };
        return [workloadFinding(facts, { ...reading, subject, evidence: [condition.message] })];
      }),
    ),
  );
}
