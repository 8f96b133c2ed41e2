import type { Finding } from "@/contracts/finding";
import { type DiagnosisInput, diagnosisCase } from "./diagnosis-case";
import { podFindings } from "./pod-rule";
import { autoscalerFindings } from "./rules-autoscaler";
import { configRules } from "./rules-config";
import { creationFindings } from "./rules-creation";
import { flappingFindings } from "./rules-flapping";
import { imageRules } from "./rules-image";
import { lostNode, stuckEnding } from "./rules-node";
import { endingProbeRules, readinessRules } from "./rules-probe";
import { rolloutFindings } from "./rules-rollout";
import { schedulerSilent, unschedulable } from "./rules-scheduling";
import { startRules } from "./rules-start";
import { trafficFindings } from "./rules-traffic";

export type { DiagnosisInput } from "./diagnosis-case";

/** Order in which classes are told: what ends it first, what only informs last. */
const weight: Readonly<Record<Finding["class"], number>> = {
  doomed: 7,
  page: 6,
  user: 5,
  capacity: 5,
  env: 4,
  wait: 3,
  warn: 2,
  info: 1,
};

/** Rules that only say that something is unfinished: told after every cause, whatever their class. */
const symptoms = ["Q-H12", "Q-H13", "Q-G6", "Q-H16", "Q-H9"];

const podRules = [
  lostNode,
  unschedulable,
  schedulerSilent,
  ...imageRules,
  ...configRules,
  ...endingProbeRules,
  ...startRules,
  ...readinessRules,
];

function rank(finding: Finding): number {
  const cause = symptoms.includes(finding.rule) ? 0 : 1;
  return cause * 10_000 + weight[finding.class] * 1_000 + Math.min(finding.count, 999);
}

/**
 * Why a workload is not as wanted: every cause with its evidence and its next step, the one that matters first, equal causes
 * of several pods as one. Empty when nothing is known to be wrong. Judges only what was seen; silence gives no finding.
 */
export function diagnose(input: DiagnosisInput): Finding[] {
  const facts = diagnosisCase(input);
  const findings = [
    ...creationFindings(facts),
    ...podFindings(facts, podRules),
    ...rolloutFindings(facts),
    ...trafficFindings(facts),
    ...autoscalerFindings(facts),
    ...flappingFindings(facts),
    ...stuckEnding(facts),
  ];
  const causes = findings.filter((finding) => finding.rule !== "Q-H13");
  // "A scale-up runs" is worth telling only while nothing explains why it takes long.
  const told = causes.some((finding) => finding.class !== "info" && finding.class !== "warn")
    ? causes
    : findings;
  return told.sort((left, right) => rank(right) - rank(left));
}
