import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { DiagnosisCase } from "./diagnosis-case";
import type { PodMatch, PodRule } from "./pod-rule";
import { bare, duration } from "./sentences";

const pullReasons = ["ErrImagePull", "ImagePullBackOff"];

/** How long a refused pull may be a moment's trouble with a credential, in ms. */
const credentialGrace = 60_000;
const longPull = 120_000;

/** Everything the kubelet said about this pull: after a while the status keeps only "Back-off". */
function pullText(pod: PodSeen, container: ContainerSeen, facts: DiagnosisCase): string {
  const events = facts.eventsOf(pod.name).filter((event) => event.reason === "Failed");
  return [container.message ?? "", ...events.map((event) => event.message)].join("\n");
}

function imageOf(pod: PodSeen, text: string): string {
  const named = /image "([^"]+)"/.exec(text)?.[1] ?? pod.images[0] ?? "";
  // The digest is for machines: people know the tag.
  return named.includes(":") ? named.replace(/@sha256:[0-9a-f]+$/, "") : named;
}

type Reading = Pick<PodMatch, "rule" | "class" | "because" | "nextStep">;
interface Pull {
  pod: PodSeen;
  text: string;
  image: string;
  age: number;
}

const readings: readonly [RegExp, (pull: Pull) => Reading][] = [
  [
    /toomanyrequests|429 Too Many/i,
    ({ image }) => ({
      rule: "Q-E4",
      class: "env",
      because: `the registry limits how often ${image} is pulled`,
      nextStep: "Wait, or use a mirror.",
    }),
  ],
  [
    /unauthorized|access denied|no basic auth|authentication required|403 Forbidden|insufficient_scope|denied:/i,
    ({ image, age }) => ({
      rule: "Q-E2",
      class: age >= credentialGrace ? "doomed" : "wait",
      because: `the nodes may not pull ${image}`,
      nextStep: "Check the pull secret of the namespace.",
    }),
  ],
  [
    /exec format error|no match for platform|no matching manifest/i,
    ({ image }) => ({
      rule: "Q-E7",
      class: "doomed",
      because: `${image} is built for another CPU architecture`,
      nextStep: "Build the image for the nodes' platform.",
    }),
  ],
  [
    /manifest unknown|not found|does not exist/i,
    ({ image }) => ({
      rule: "Q-E1",
      class: "doomed",
      because: `image ${image} does not exist in the registry`,
      nextStep: "Check the tag: has the build finished its push, has the registry removed it?",
    }),
  ],
  [
    /dial tcp|timeout|i\/o|EOF|tls:|x509|connection refused|no such host|5\d\d (?:Internal|Bad|Service|Gateway)|unexpected status.*5\d\d/i,
    ({ pod }) => ({
      rule: "Q-E3",
      class: "env",
      because: `node ${pod.node ?? "?"} does not reach the registry`,
      nextStep: "When other nodes pull well it is the node, else the registry.",
    }),
  ],
];

function readingOf(pull: Pull): Reading {
  for (const [form, reading] of readings) if (form.test(pull.text)) return reading(pull);
  return {
    rule: "Q-E10",
    class: "wait",
    because: `image ${pull.image} cannot be pulled yet`,
    nextStep: "Kubernetes tries again by itself; read the events of the pod.",
  };
}

const verb = { one: "cannot start", many: "cannot start" };

/** Q-E1 to Q-E4, Q-E7: a pull that failed. */
const failedPull: PodRule = (pod, facts) => {
  const container = pod.containers.find(
    (each) => each.state === "waiting" && pullReasons.includes(each.reason ?? ""),
  );
  if (!container) return null;
  const text = pullText(pod, container, facts);
  const age = facts.now - Date.parse(pod.createdAt);
  const reading = readingOf({ pod, text, image: imageOf(pod, text), age });
  return { ...reading, verb, evidence: [container.message ?? ""].filter(Boolean), since: pod.createdAt };
};

const namedReasons: Readonly<Record<string, (pod: PodSeen, text: string) => Reading>> = {
  InvalidImageName: (pod) => ({
    rule: "Q-E5",
    class: "doomed",
    because: `${pod.images[0]} is no valid image reference`,
    nextStep: "Correct the image reference.",
  }),
  ErrImageNeverPull: (pod) => ({
    rule: "Q-E6",
    class: "doomed",
    because: `${imageOf(pod, "")} is not on the node and its pull policy is Never`,
    nextStep: "Correct imagePullPolicy in the template.",
  }),
  SignatureValidationFailed: (pod, text) => ({
    rule: "Q-E9",
    class: "doomed",
    because: `${imageOf(pod, "")} is not signed as the policy wants${text ? ` (${bare(text)})` : ""}`,
    nextStep: "Sign the image, or ask the owner of the policy.",
  }),
};

/** Q-E5, Q-E6, Q-E9: the reason says it all. */
const namedReason: PodRule = (pod) => {
  const container = pod.containers.find(
    (each) => each.state === "waiting" && (each.reason ?? "") in namedReasons,
  );
  const reading = namedReasons[container?.reason ?? ""];
  if (!container || !reading) return null;
  return {
    ...reading(pod, container.message ?? ""),
    verb,
    evidence: [container.message ?? ""].filter(Boolean),
    since: pod.createdAt,
  };
};

/** Q-E8: a large image comes to this node for the first time. */
const slowPull: PodRule = (pod, facts) => {
  if (!pod.containers.some((each) => each.reason === "ContainerCreating")) return null;
  const events = facts.eventsOf(pod.name);
  const pulling = events.find((event) => event.reason === "Pulling");
  if (!pulling || events.some((event) => event.reason === "Pulled")) return null;
  const age = facts.now - Date.parse(pulling.firstAt);
  if (age < longPull) return null;
  return {
    rule: "Q-E8",
    class: "wait",
    verb: { one: "still pulls its image", many: "still pull their image" },
    because: `the pull on ${pod.node ?? "the node"} runs for ${duration(age)}`,
    evidence: [pulling.message],
    nextStep: "Wait: the image is large or new to this node.",
    since: pulling.firstAt,
  };
};

export const imageRules: readonly PodRule[] = [namedReason, failedPull, slowPull];
