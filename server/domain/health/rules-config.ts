import type { PodSeen } from "@/contracts/pod";
import type { DiagnosisCase } from "./diagnosis-case";
import type { PodMatch, PodRule } from "./pod-rule";
import { bare } from "./sentences";

const verb = { one: "cannot start", many: "cannot start" };

/** An object that is missing: ours is created again by the engine, anybody else's is a mistake of the release. */
function missing(
  rule: string,
  object: { kind: string; name: string },
  facts: DiagnosisCase,
): Pick<PodMatch, "rule" | "class" | "because" | "nextStep"> {
  const label = object.kind.toLowerCase() === "configmap" ? "ConfigMap" : "Secret";
  const ours = label === "ConfigMap" && object.name.startsWith(`${facts.service}-config-v`);
  return {
    rule,
    class: ours ? "wait" : "doomed",
    because: `it needs ${label} ${object.name}, which does not exist`,
    nextStep: ours
      ? "Wait: Switchyard creates its own config maps again."
      : `Create ${label} ${object.name} or correct the reference in the template.`,
  };
}

function configError(
  text: string,
  facts: DiagnosisCase,
): Pick<PodMatch, "rule" | "class" | "because" | "nextStep"> {
  if (/cache/i.test(text)) {
    return {
      rule: "Q-D5",
      class: "wait",
      because: "the node has not read its config yet",
      nextStep: "Wait: the kubelet's cache is late.",
    };
  }
  if (/runAsNonRoot|will run as root/i.test(text)) {
    return {
      rule: "Q-D6",
      class: "doomed",
      because: "the image runs as root, which its pod forbids",
      nextStep: "Set a user in the image.",
    };
  }
  const key = /couldn't find key (\S+) in (ConfigMap|Secret) (?:[^/\s]+\/)?(\S+)/i.exec(text);
  if (key) {
    return {
      rule: "Q-D4",
      class: "doomed",
      because: `it needs key ${key[1]} of ${key[2]} ${key[3]}, which is not there`,
      nextStep: "Add the key or correct the reference in the template.",
    };
  }
  const object = /(configmap|secret) "([^"]+)" not found/i.exec(text);
  if (object) return missing("Q-D4", { kind: object[1] ?? "", name: object[2] ?? "" }, facts);
  return {
    rule: "Q-D7",
    class: "wait",
    because: bare(text) || "its config cannot be read",
    nextStep: "Read the events of the pod.",
  };
}

/** Q-D4 to Q-D6. */
const createContainerConfig: PodRule = (pod, facts) => {
  const container = pod.containers.find((each) => each.reason === "CreateContainerConfigError");
  if (!container) return null;
  const text = container.message ?? "";
  return { ...configError(text, facts), verb, evidence: text === "" ? [] : [text], since: pod.createdAt };
};

function isCreating(pod: PodSeen): boolean {
  return (
    pod.containers.some((each) => each.reason === "ContainerCreating" || each.reason === "PodInitializing") ||
    pod.containers.length === 0
  );
}

/** Q-D1: the network plug-in. */
const podSandbox: PodRule = (pod, facts) => {
  const event = isCreating(pod)
    ? facts.eventsOf(pod.name).find((each) => each.reason === "FailedCreatePodSandBox")
    : undefined;
  if (!event) return null;
  return {
    rule: "Q-D1",
    class: "env",
    verb,
    because: `node ${pod.node ?? "?"} cannot set up its network`,
    evidence: [event.message],
    nextStep: `Cordon ${pod.node ?? "the node"} and tell the platform team.`,
    since: event.firstAt,
  };
};

/** Q-D2, Q-D3: volumes. */
const mount: PodRule = (pod, facts) => {
  const event = isCreating(pod)
    ? facts
        .eventsOf(pod.name)
        .find((each) => each.reason === "FailedMount" || each.reason === "FailedAttachVolume")
    : undefined;
  if (!event) return null;
  const object = /(configmap|secret) "([^"]+)" not found/i.exec(event.message);
  const reading = object
    ? missing("Q-D2", { kind: object[1] ?? "", name: object[2] ?? "" }, facts)
    : ({
        rule: "Q-D3",
        class: "wait",
        because: "its volume is not attached yet",
        nextStep: "Wait; when it stays so, ask the platform team.",
      } as const);
  return { ...reading, verb, evidence: [event.message], since: event.firstAt };
};

export const configRules: readonly PodRule[] = [createContainerConfig, podSandbox, mount];
