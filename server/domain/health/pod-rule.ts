import type { Finding } from "@/contracts/finding";
import type { PodSeen } from "@/contracts/pod";
import type { DiagnosisCase } from "./diagnosis-case";
import { podsOf, shortened } from "./sentences";

/** One rule's view of one pod. Pods with the same rule and sentence are one finding. */
export interface PodMatch {
  rule: string;
  class: Finding["class"];
  /** Verb phrase in both numbers, `in green` is added: `{one: "crashes at start", many: "crash at start"}`. */
  verb: { one: string; many: string };
  /** What follows the colon, the same for every pod of the group. */
  because: string;
  evidence: readonly string[];
  nextStep: string;
  since?: string | undefined;
}

export type PodRule = (pod: PodSeen, facts: DiagnosisCase) => PodMatch | null;

/** Pieces of evidence that are kept per finding. */
const evidenceLimit = 5;

function earliest(times: readonly (string | undefined)[]): string | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0
    ? undefined
    : known.reduce((first, time) => (Date.parse(time) < Date.parse(first) ? time : first));
}

function findingOf(
  group: readonly { pod: PodSeen; match: PodMatch }[],
  facts: DiagnosisCase,
): Finding | null {
  const first = group[0]?.match;
  if (!first) return null;
  const of = Math.max(facts.wanted, facts.pods.length);
  const since = earliest(group.map(({ match }) => match.since));
  const evidence = [...new Set(group.flatMap(({ match }) => match.evidence).map((text) => shortened(text)))];
  return {
    rule: first.rule,
    class: first.class,
    sentence: `${podsOf(group.length, of, first.verb)} in ${facts.where}: ${first.because}.`,
    evidence: evidence.slice(0, evidenceLimit),
    nextStep: first.nextStep,
    subjects: group.map(({ pod }) => ({ kind: "Pod", name: pod.name })),
    count: group.length,
    of,
    ...(since === undefined ? {} : { since }),
  };
}

/** Asks the rules about every pod, first match wins, and groups equal answers. */
export function podFindings(facts: DiagnosisCase, rules: readonly PodRule[]): Finding[] {
  const groups = new Map<string, { pod: PodSeen; match: PodMatch }[]>();
  for (const pod of facts.pods) {
    if (pod.ready) continue;
    const match = firstMatch(pod, facts, rules);
    if (match === null) continue;
    const key = `${match.rule} ${match.because}`;
    groups.set(key, [...(groups.get(key) ?? []), { pod, match }]);
  }
  return [...groups.values()].flatMap((group) => findingOf(group, facts) ?? []);
}

function firstMatch(pod: PodSeen, facts: DiagnosisCase, rules: readonly PodRule[]): PodMatch | null {
  for (const rule of rules) {
    const match = rule(pod, facts);
    if (match !== null) return match;
  }
  return null;
}
