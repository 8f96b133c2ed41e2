import type { PodSeen } from "@/contracts/pod";
import type { DiagnosisCase } from "./diagnosis-case";
import type { PodMatch, PodRule } from "./pod-rule";
import { amountText } from "./quota-text";
import { type SchedulerReasons, schedulerReasons } from "./scheduler-text";
import { bare, duration } from "./sentences";

const waits = { one: "waits for a node", many: "wait for a node" };

type Reading = Pick<PodMatch, "rule" | "class" | "because" | "nextStep">;
type ReasonRule = (found: SchedulerReasons, facts: DiagnosisCase) => Reading | null;

function matching(
  found: SchedulerReasons,
  form: RegExp,
): { count: number; texts: string[]; groups: string[] } {
  const hits = found.reasons.filter((reason) => form.test(reason.text));
  return {
    count: hits.reduce((sum, hit) => sum + hit.count, 0),
    texts: hits.map((hit) => hit.text),
    groups: hits.map((hit) => form.exec(hit.text)?.[1] ?? ""),
  };
}

function poolOf(facts: DiagnosisCase): string {
  return facts.seen.nodeRoom ? ` in pool ${facts.seen.nodeRoom.pool}` : "";
}

/** What the roomiest node of the pool has left; nothing when that is not known. */
function largestFree(facts: DiagnosisCase, resource: string): string {
  const nodes = facts.seen.nodeRoom?.nodes.filter((node) => node.schedulable) ?? [];
  if (nodes.length === 0) return "";
  const largest = Math.max(...nodes.map((node) => (resource === "cpu" ? node.freeCpu : node.freeMemory)));
  return `the largest free is ${amountText(resource, largest)}`;
}

/** `; a pod asks 2, the largest free is 1.5`, as far as it is known. */
function roomText(facts: DiagnosisCase, resource: string): string {
  const asks = facts.subject?.resources?.[resource === "cpu" ? "cpu" : "memory"];
  const parts = [asks === undefined ? "" : `a pod asks ${asks}`, largestFree(facts, resource)];
  const known = parts.filter((part) => part !== "");
  return known.length === 0 ? "" : `; ${known.join(", ")}`;
}

const insufficient: ReasonRule = (found, facts) => {
  const hit = matching(found, /^Insufficient (\S+)/);
  if (hit.count === 0) return null;
  const resources = [...new Set(hit.groups)];
  const of = facts.seen.nodeRoom?.nodes.length || found.nodes;
  return {
    rule: "Q-C1",
    class: "capacity",
    because: `not enough ${resources.join(" and ")} on ${Math.min(hit.count, of)} of ${of} nodes${poolOf(facts)}${roomText(facts, resources[0] ?? "")}`,
    nextStep: "Lower the requests, add a node, or end a standby color that is still warm.",
  };
};

const tooManyPods: ReasonRule = (found, facts) => {
  const hit = matching(found, /^Too many pods/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C7",
    class: "capacity",
    because: `${hit.count} of ${found.nodes} nodes${poolOf(facts)} are at their pod limit`,
    nextStep: "The platform team has to add a node.",
  };
};

const spread: ReasonRule = (found) => {
  const hit = matching(found, /topology spread constraints|anti-affinity/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C4",
    class: "user",
    because: `a spread rule excludes ${hit.count} of ${found.nodes} nodes; it may count pods of the other color`,
    nextStep: "Add the color label to the spread rule, or use matchLabelKeys.",
  };
};

const volume: ReasonRule = (found) => {
  const hit = matching(found, /PersistentVolumeClaim|persistentvolumeclaim|volume node affinity/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C5",
    class: "doomed",
    because: `its volume cannot follow (${hit.texts[0]})`,
    nextStep: "Blue/green is not possible with this volume; use the rolling strategy.",
  };
};

const hostPort: ReasonRule = (found) => {
  const hit = matching(found, /free ports/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C6",
    class: "doomed",
    because: "its host port is already used, probably by the other color",
    nextStep: "Remove hostPort from the template.",
  };
};

const cordoned: ReasonRule = (found, facts) => {
  const hit = matching(found, /were unschedulable/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C11",
    class: "capacity",
    because: `${hit.count} of ${found.nodes} nodes${poolOf(facts)} are cordoned`,
    nextStep: "Uncordon a node or add one.",
  };
};

const taint: ReasonRule = (found) => {
  const hit = matching(found, /untolerated taint \{([^}]*)\}/);
  if (hit.count === 0) return null;
  const name = (hit.groups[0] ?? "").replace(/:\s*$/, "").replace(": ", "=");
  const excluded = hit.count + matching(found, /node affinity\/selector/).count;
  // A taint that Kubernetes itself puts on a node in trouble passes by; a pool's own taint does not.
  const passing = name.startsWith("node.kubernetes.io/");
  return {
    rule: "Q-C2",
    class: !passing && excluded >= found.nodes ? "doomed" : "capacity",
    because: `${hit.count} of ${found.nodes} nodes are tainted ${name}, the others do not match`,
    nextStep: passing ? "Wait for the nodes to recover." : "Add the toleration or choose another pool.",
  };
};

const affinity: ReasonRule = (found) => {
  const hit = matching(found, /node affinity\/selector/);
  if (hit.count === 0) return null;
  return {
    rule: "Q-C3",
    class: hit.count >= found.nodes ? "doomed" : "capacity",
    because: `no node matches its node selector (${hit.count} of ${found.nodes} excluded)`,
    nextStep: "Correct the pool in the template.",
  };
};

/** Room first: selectors and taints of other pools always stand in the text, too. */
const reasonRules = [insufficient, tooManyPods, volume, hostPort, spread, cordoned, taint, affinity];

function readingOf(text: string, facts: DiagnosisCase): Reading {
  if (/scheduling gates/i.test(text)) {
    return {
      rule: "Q-C8",
      class: "wait",
      because: "it is held back by a scheduling gate",
      nextStep: "Ask the owner of the gate.",
    };
  }
  const found = schedulerReasons(text);
  const reading = found === null ? null : firstReading(found, facts);
  return (
    reading ?? {
      rule: "Q-C12",
      class: "capacity",
      because: bare(text),
      nextStep: "Read the scheduler's text; the platform team can help.",
    }
  );
}

function firstReading(found: SchedulerReasons, facts: DiagnosisCase): Reading | null {
  for (const rule of reasonRules) {
    const reading = rule(found, facts);
    if (reading !== null) return reading;
  }
  return null;
}

/** Q-C1 to Q-C8: the scheduler said why. */
export const unschedulable: PodRule = (pod, facts) => {
  if (pod.unschedulable === undefined) return null;
  return {
    ...readingOf(pod.unschedulable, facts),
    verb: waits,
    evidence: [pod.unschedulable],
    since: pod.createdAt,
  };
};

/** Q-C9: nobody said anything. */
export const schedulerSilent: PodRule = (pod: PodSeen, { now }) => {
  const age = now - Date.parse(pod.createdAt);
  if (pod.phase !== "Pending" || pod.node !== undefined || pod.unschedulable !== undefined || age < 60_000)
    return null;
  return {
    rule: "Q-C9",
    class: "env",
    verb: waits,
    because: `the scheduler has said nothing for ${duration(age)}`,
    evidence: [],
    nextStep: "Check kube-scheduler; nothing is wrong with the release.",
    since: pod.createdAt,
  };
};
