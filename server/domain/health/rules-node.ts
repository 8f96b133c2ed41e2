import type { Finding } from "@/contracts/finding";
import type { DiagnosisCase } from "./diagnosis-case";
import type { PodRule } from "./pod-rule";
import { duration, podsOf } from "./sentences";

/** Time after which Kubernetes replaces the pods of a lost node, in ms. */
const evictionDelay = 300_000;

/** The usual grace period and its 30 s of patience, in ms; the pod's own grace is not observed. */
const stuckAfter = 90_000;

/** Q-H1: its node does not answer. */
export const lostNode: PodRule = (pod, facts) => {
  const event = facts
    .eventsOf(pod.name)
    .find((each) => each.reason === "NodeNotReady" || each.reason === "TaintManagerEviction");
  if (!event || pod.phase !== "Running") return null;
  const lost = facts.now - Date.parse(event.firstAt);
  const left = evictionDelay - lost;
  return {
    rule: "Q-H1",
    class: "env",
    verb: { one: "is on a lost node", many: "are on a lost node" },
    because: `${pod.node ?? "its node"} does not answer${left > 0 ? `; pods are replaced within ${duration(evictionDelay)} of the loss` : ""}`,
    evidence: [event.message],
    nextStep: "Wait for the replacement, or drain the node.",
    since: event.firstAt,
  };
};

/** Q-H2: pods that do not end. */
export function stuckEnding(facts: DiagnosisCase): Finding[] {
  const stuck = facts.ending.filter((pod) => facts.now - Date.parse(pod.deletingSince ?? "") > stuckAfter);
  const first = stuck[0];
  if (!first) return [];
  const nodes = [...new Set(stuck.map((pod) => pod.node ?? "?"))];
  return [
    {
      rule: "Q-H2",
      class: "env",
      sentence: `${podsOf(stuck.length, facts.ending.length, { one: "does not end", many: "do not end" })} in ${facts.where}: stuck on ${nodes.join(", ")}.`,
      evidence: stuck.slice(0, 5).map((pod) => `${pod.name} ends since ${pod.deletingSince}`),
      nextStep: "A finalizer or a dead kubelet: the platform team can force the end.",
      subjects: stuck.map((pod) => ({ kind: "Pod", name: pod.name })),
      count: stuck.length,
      of: facts.ending.length,
      ...(first.deletingSince === undefined ? {} : { since: first.deletingSince }),
    },
  ];
}
