import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import { exitOf } from "./container-exit";
import { type DiagnosisCase, mainContainers } from "./diagnosis-case";
import type { PodMatch, PodRule } from "./pod-rule";
import { bare, duration } from "./sentences";

const notReady = { one: "is not ready", many: "are not ready" };

/** Restarts after which a failing liveness probe is no accident any more. */
const hopelessRestarts = 3;

type Kind = "Readiness" | "Liveness" | "Startup";

function probeEvent(pod: PodSeen, facts: DiagnosisCase, kind: Kind): ClusterEvent | undefined {
  return facts
    .eventsOf(pod.name)
    .find((event) => event.reason === "Unhealthy" && event.message.startsWith(`${kind} probe`));
}

/** What the probe asks, in words: `GET /ready on port 8080`. */
function question(facts: DiagnosisCase, kind: Kind): string {
  const probes = facts.subject?.probes;
  const words =
    kind === "Readiness" ? probes?.readiness : kind === "Liveness" ? probes?.liveness : probes?.startup;
  return words ?? `the ${kind.toLowerCase()} probe`;
}

/** What came back, in words: `503`, `connection refused`, `no answer in time`. */
export function probeAnswer(message: string): string {
  const status = /statuscode: (\d{3})/.exec(message)?.[1];
  if (status !== undefined) return `answers ${status}`;
  if (/connection refused/.test(message)) return "is refused: nothing listens there";
  if (/deadline exceeded|timed? ?out/i.test(message)) return "does not answer in time";
  return `fails: ${bare(message.replace(/^\w+ probe (?:failed|errored): /, "")) || "no text"}`;
}

function runningUnready(pod: PodSeen): ContainerSeen | undefined {
  return mainContainers(pod).find((each) => each.state === "running" && !each.ready);
}

function match(
  pod: PodSeen,
  parts: Omit<PodMatch, "since" | "evidence"> & { event: ClusterEvent },
): PodMatch {
  const { event, ...rest } = parts;
  const times = event.count === 1 ? "once" : `${event.count} times`;
  return {
    ...rest,
    evidence: [`${event.message} (${times})`],
    since: mainContainers(pod)[0]?.startedAt ?? event.firstAt,
  };
}

/** Exit codes of a process that was ended from outside; any other one is its own doing. */
const endedFromOutside = [137, 143];

/** Whether the container ended by itself: then a failing probe is what follows, not what causes it. */
function endedByItself(container: ContainerSeen): boolean {
  const exit = exitOf(container);
  return exit !== null && (exit.reason === "OOMKilled" || !endedFromOutside.includes(exit.code));
}

/** Q-G4: it never finished starting. */
const startup: PodRule = (pod, facts) => {
  const event = probeEvent(pod, facts, "Startup");
  const container = mainContainers(pod).find((each) => !each.ready);
  if (!event || !container || endedByItself(container)) return null;
  const over = container.restarts >= 1;
  return match(pod, {
    rule: "Q-G4",
    class: over ? "doomed" : "wait",
    verb: over
      ? { one: "starts too slowly", many: "start too slowly" }
      : { one: "still starts", many: "still start" },
    because: `${question(facts, "Startup")} ${probeAnswer(event.message)}`,
    nextStep: over
      ? "Raise failureThreshold of the startup probe, or make the start faster."
      : "Wait: the startup probe has time left.",
    event,
  });
};

/** Q-G3: killed before it could become ready. */
const liveness: PodRule = (pod, facts) => {
  const event = probeEvent(pod, facts, "Liveness");
  const restarts = Math.max(0, ...mainContainers(pod).map((each) => each.restarts));
  if (!event || restarts === 0 || mainContainers(pod).some(endedByItself)) return null;
  return match(pod, {
    rule: "Q-G3",
    class: restarts >= hopelessRestarts ? "doomed" : "wait",
    verb: { one: "is restarted by its liveness probe", many: "are restarted by their liveness probe" },
    because: `${question(facts, "Liveness")} ${probeAnswer(event.message)}`,
    nextStep: "Add a startup probe or a longer delay, or repair the check.",
    event,
  });
};

/** Q-G1, Q-G2: it runs, and says that it is not ready. */
const readiness: PodRule = (pod, facts) => {
  const event = probeEvent(pod, facts, "Readiness");
  if (!event || !runningUnready(pod)) return null;
  const refused = /connection refused/.test(event.message);
  return match(pod, {
    rule: refused ? "Q-G2" : "Q-G1",
    class: "wait",
    verb: notReady,
    because: `${question(facts, "Readiness")} ${probeAnswer(event.message)}`,
    nextStep: refused
      ? "Compare the port of the probe with the port that the application opens."
      : "Look at what the application waits for: its log and its dependencies.",
    event,
  });
};

/** Q-G7: the application is ready, something beside it is not. */
const sidecar: PodRule = (pod) => {
  const containers = mainContainers(pod);
  const late = containers.slice(1).find((each) => !each.ready && each.state === "running");
  if (!containers[0]?.ready || !late) return null;
  return {
    rule: "Q-G7",
    class: "user",
    verb: notReady,
    because: `sidecar ${late.name} is not ready`,
    evidence: [],
    nextStep: `Ask the owner of ${late.name}.`,
    since: late.startedAt,
  };
};

function longSince(time: string | undefined, now: number): boolean {
  return time !== undefined && now - Date.parse(time) >= 60_000;
}

/** Q-G5: Kubernetes is content, an outside gate is not. */
const readinessGate: PodRule = (pod, { now }) => {
  const containers = mainContainers(pod);
  if (containers.length === 0 || !containers.every((each) => each.ready && longSince(each.startedAt, now)))
    return null;
  return {
    rule: "Q-G5",
    class: "user",
    verb: notReady,
    because: "its containers are ready, an outside readiness gate is not set",
    evidence: [],
    nextStep: "Ask the owner of the load balancer controller; blue/green with such a gate is not supported.",
  };
};

/** A probe that fails without an event: it is silent, or its events have been forgotten. */
const silentProbe: PodRule = (pod, facts) => {
  const container = runningUnready(pod);
  if (!container || !longSince(container.startedAt, facts.now)) return null;
  const age = facts.now - Date.parse(container.startedAt ?? "");
  return {
    rule: "Q-G1",
    class: "wait",
    verb: notReady,
    because: `it runs for ${duration(age)} and ${question(facts, "Readiness")} has not succeeded`,
    evidence: [],
    nextStep: "Look at what the application waits for: its log and its dependencies.",
    since: container.startedAt,
  };
};

/** Probes that end a container: told before the exit code that they cause. */
export const endingProbeRules: readonly PodRule[] = [startup, liveness];

export const readinessRules: readonly PodRule[] = [readiness, sidecar, readinessGate, silentProbe];
