import type { Finding } from "@/contracts/finding";
import type { DiagnosisCase } from "./diagnosis-case";
import { quotaNumbers } from "./quota-text";
import { bare } from "./sentences";
import { workloadFinding } from "./workload-finding";

interface Refusal {
  text: string;
  since: string | undefined;
}

/** Why the ReplicaSet cannot create pods, as the API server told it. */
function refusalOf(facts: DiagnosisCase): Refusal | null {
  const condition = facts.subject?.conditions.find(
    (each) => each.type === "ReplicaFailure" && each.status === "True",
  );
  if (condition) return { text: condition.message, since: condition.since };
  const event = facts.setEvents.find((each) => each.reason === "FailedCreate");
  const complete = facts.subject !== null && facts.subject.replicas >= facts.subject.wanted;
  return event && !complete ? { text: event.message, since: event.firstAt } : null;
}

type Reading = Pick<Finding, "rule" | "class" | "sentence" | "nextStep">;
type TextRule = (text: string, facts: DiagnosisCase) => Reading | null;

const quota: TextRule = (text, facts) => {
  const numbers = quotaNumbers(text);
  if (numbers === null) return null;
  const { name, resource, requested, free, short } = numbers;
  return {
    rule: "Q-B1",
    class: "capacity",
    sentence: `Quota ${name} stops new pods in ${facts.where}: a pod needs ${requested} ${resource}, ${free} free, short by ${short}.`,
    nextStep: "End a standby color that is still warm, raise the quota, or lower the preview size.",
  };
};

const mustSpecify: TextRule = (text, facts) => {
  const match = /failed quota: (\S+?):? must specify ([^\n;]+)/.exec(text);
  if (!match) return null;
  return {
    rule: "Q-B2",
    class: "doomed",
    sentence: `Quota ${match[1]} wants ${bare(match[2] ?? "")} on every container in ${facts.where}.`,
    nextStep: "Set requests and limits in the template.",
  };
};

const serviceAccount: TextRule = (text, facts) => {
  const match = /serviceaccount "([^"]+)" not found/i.exec(text);
  if (!match) return null;
  return {
    rule: "Q-B3",
    class: "doomed",
    sentence: `Pods in ${facts.where} need ServiceAccount ${match[1]}, which does not exist.`,
    nextStep: "Create the ServiceAccount or correct its name in the template.",
  };
};

const limitRange: TextRule = (text, facts) => {
  const match =
    /((?:maximum|minimum) \S+ usage per (?:Container|Pod) is [^\n,]+(?:, but (?:limit|request) is [^\s,]+)?)/i.exec(
      text,
    );
  if (!match) return null;
  return {
    rule: "Q-B4",
    class: "doomed",
    sentence: `Resources of ${facts.where} are outside the namespace's LimitRange: ${bare(match[1] ?? "")}.`,
    nextStep: "Correct requests and limits in the template.",
  };
};

const podSecurity: TextRule = (text, facts) => {
  const match = /violates PodSecurity "([^"]+)": (.+)/.exec(text);
  if (!match) return null;
  return {
    rule: "Q-A5",
    class: "doomed",
    sentence: `Pod security level ${match[1]} refuses pods of ${facts.where}: ${bare(match[2] ?? "")}.`,
    nextStep: "Correct the security settings in the template.",
  };
};

const webhookDenied: TextRule = (text, facts) => {
  const match = /admission webhook "([^"]+)" denied the request:?\s*(.*)/.exec(text);
  if (!match) return null;
  return {
    rule: "Q-A3",
    class: "doomed",
    sentence: `Policy ${match[1]} refuses pods of ${facts.where}: ${bare(match[2] ?? "") || "it gave no reason"}.`,
    nextStep: "Correct the named field, or ask the owner of the policy.",
  };
};

const webhookDown: TextRule = (text) => {
  const match = /failed calling webhook "([^"]+)"/.exec(text);
  if (!match) return null;
  return {
    rule: "Q-A4",
    class: "env",
    sentence: `Webhook ${match[1]} does not answer: nothing can be created in this namespace.`,
    nextStep: "Page the owner of the webhook; nothing is wrong with the release.",
  };
};

const forbiddenUser: TextRule = (text, facts) => {
  const match = /User "([^"]+)" cannot (\w+) resource "([^"]+)"/.exec(text);
  if (!match) return null;
  return {
    rule: "Q-A2",
    class: "user",
    sentence: `${match[1]} may not ${match[2]} ${match[3]} for ${facts.where}.`,
    nextStep: "The platform team has to grant this right.",
  };
};

const anythingElse: TextRule = (text, facts) => ({
  rule: "Q-B6",
  class: "wait",
  sentence: `Pods of ${facts.where} cannot be created: ${bare(text)}.`,
  nextStep: "Kubernetes tries again by itself; read the text.",
});

const textRules = [
  quota,
  mustSpecify,
  serviceAccount,
  limitRange,
  podSecurity,
  webhookDenied,
  webhookDown,
  forbiddenUser,
  anythingElse,
];

/** Pods that are wanted and are not even created (Q-A2 to Q-A5, Q-B). */
export function creationFindings(facts: DiagnosisCase): Finding[] {
  const refusal = refusalOf(facts);
  if (refusal === null) return backedOff(facts);
  for (const rule of textRules) {
    const reading = rule(refusal.text, facts);
    if (reading === null) continue;
    const count = Math.max(1, facts.wanted - facts.pods.length);
    return [workloadFinding(facts, { ...reading, evidence: [refusal.text], since: refusal.since, count })];
  }
  return [];
}

/** Q-B5: the block is gone, but the controller waits before it tries again. */
function backedOff(facts: DiagnosisCase): Finding[] {
  const { subject, now } = facts;
  if (
    subject === null ||
    subject.replicas >= subject.wanted ||
    subject.observedGeneration < subject.generation
  )
    return [];
  const blocked = facts.seen.events.find(
    (event) => event.reason === "FailedCreate" && event.object.name.startsWith(`${facts.workload}-`),
  );
  if (!blocked || now - Date.parse(blocked.lastAt) < 60_000) return [];
  return [
    workloadFinding(facts, {
      rule: "Q-B5",
      class: "wait",
      sentence: `${subject.wanted - subject.replicas} pods of ${facts.where} are not created yet: Kubernetes pauses after an earlier refusal.`,
      evidence: [blocked.message],
      nextStep: "Wait: the ReplicaSet tries again by itself.",
      count: subject.wanted - subject.replicas,
    }),
  ];
}
