import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import { type ContainerExit, exitOf, isCrashing } from "./container-exit";
import { type DiagnosisCase, initContainers, mainContainers } from "./diagnosis-case";
import type { PodMatch, PodRule } from "./pod-rule";
import { bare, duration, shortened } from "./sentences";

const longInit = 120_000;
const cannotStart = { one: "cannot start", many: "cannot start" };
const crashes = { one: "crashes", many: "crash" };

type Reading = Pick<PodMatch, "rule" | "class" | "because" | "nextStep">;

function ranText(exit: ContainerExit): string {
  return exit.ranFor === null ? "" : ` after ${duration(exit.ranFor)}`;
}

function killed(exit: ContainerExit, facts: DiagnosisCase): Reading {
  if (exit.reason === "OOMKilled") {
    const limit = facts.subject?.resources?.memoryLimit;
    return {
      rule: "Q-F5",
      class: "doomed",
      because: `killed at the memory limit${limit === undefined ? "" : ` of ${limit}`}${ranText(exit)}`,
      nextStep: "Raise the memory limit or repair the leak.",
    };
  }
  return {
    rule: "Q-F6",
    class: "user",
    because: `killed from outside (exit 137)${ranText(exit)}`,
    nextStep: "Look for a failing liveness probe or a too short grace period.",
  };
}

/** Meaning of exit codes that say more than "it failed". */
const knownCodes: Readonly<Record<number, (exit: ContainerExit, facts: DiagnosisCase) => Reading>> = {
  0: (exit) => ({
    rule: "Q-F9",
    class: "doomed",
    because: `its process ends normally${ranText(exit)}; it is no server`,
    nextStep: "Correct the command, or make it a job.",
  }),
  126: () => ({
    rule: "Q-F4",
    class: "doomed",
    because: "its command is not executable (exit 126)",
    nextStep: "Repair the image.",
  }),
  127: () => ({
    rule: "Q-F4",
    class: "doomed",
    because: "its command is not in the image (exit 127)",
    nextStep: "Repair the image or the command.",
  }),
  134: (exit) => ({
    rule: "Q-F7",
    class: "doomed",
    because: `native crash (exit 134, SIGABRT)${ranText(exit)}`,
    nextStep: "Read the logs of the previous container.",
  }),
  137: killed,
  139: (exit) => ({
    rule: "Q-F7",
    class: "doomed",
    because: `native crash (exit 139, SIGSEGV)${ranText(exit)}`,
    nextStep: "Read the logs of the previous container.",
  }),
  143: (exit) => ({
    rule: "Q-F8",
    class: "user",
    because: `stopped again and again by SIGTERM (exit 143)${ranText(exit)}`,
    nextStep: "Look for a failing liveness probe or evictions.",
  }),
};

function crashReading(exit: ContainerExit, facts: DiagnosisCase): Reading {
  if (exit.reason === "OOMKilled") return killed(exit, facts);
  return (
    knownCodes[exit.code]?.(exit, facts) ?? {
      rule: "Q-F3",
      class: "doomed",
      because: `exit ${exit.code}${ranText(exit)}`,
      nextStep:
        "Read the last lines of the previous container, and compare the config with the color that works.",
    }
  );
}

/** The message of a structured log line; other lines as they are. */
function spoken(line: string): string {
  return /"(?:msg|message)":\s*"((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replaceAll('\\"', '"') ?? line;
}

function crashEvidence(pod: PodSeen, container: ContainerSeen, facts: DiagnosisCase): string[] {
  const words = (facts.lastLogLines?.[pod.name] ?? exitOf(container)?.words ?? "").trim();
  return words === "" ? [] : [`Last log line: ${shortened(spoken(words.split("\n").at(-1) ?? ""))}`];
}

/** Q-F3 to Q-F9: the application ends again and again. */
const crashLoop: PodRule = (pod, facts) => {
  const container = mainContainers(pod).find((each) => isCrashing(each, facts.now));
  if (!container) return null;
  const exit = exitOf(container);
  if (exit === null) {
    return {
      rule: "Q-F3",
      class: "doomed",
      verb: crashes,
      because: "it ends soon after each start",
      evidence: crashEvidence(pod, container, facts),
      nextStep: "Read the last lines of the previous container.",
    };
  }
  const atStart = exit.ranFor !== null && exit.ranFor < 60_000 && exit.reason !== "OOMKilled";
  const verb = atStart ? { one: "crashes at start", many: "crash at start" } : crashes;
  return {
    ...crashReading(exit, facts),
    verb,
    evidence: crashEvidence(pod, container, facts),
    since: exit.at,
  };
};

/** Q-F1: the runtime could not run the command. */
const cannotRun: PodRule = (pod) => {
  const container = pod.containers.find(
    (each) => each.reason === "CreateContainerError" || each.reason === "RunContainerError",
  );
  if (!container) return null;
  const text = container.message ?? "";
  const absent = /no such file|not found|executable file/i.test(text);
  const command = /exec: "([^"]+)"/.exec(text)?.[1];
  return {
    rule: "Q-F1",
    class: absent ? "doomed" : "wait",
    verb: cannotStart,
    because: absent
      ? `command ${command ?? "of the container"} is not in the image`
      : bare(text) || "the runtime cannot start the container",
    evidence: text === "" ? [] : [text],
    nextStep: absent
      ? "Correct the command in the template or the image."
      : "Kubernetes tries again by itself; read the text.",
    since: pod.createdAt,
  };
};

/** Q-F2. */
const hook: PodRule = (pod) => {
  const container = pod.containers.find(
    (each) => each.reason === "PostStartHookError" || each.reason === "PreStartHookError",
  );
  if (!container) return null;
  return {
    rule: "Q-F2",
    class: "doomed",
    verb: cannotStart,
    because: `the start hook of ${container.name} fails`,
    evidence: [container.message ?? ""].filter(Boolean),
    nextStep: "Read the logs of the container.",
    since: pod.createdAt,
  };
};

/** Q-F10, Q-F11: what runs before the application. */
const initStep: PodRule = (pod, facts) => {
  const failing = initContainers(pod).find(
    (each) => isCrashing(each, facts.now) || (each.state === "terminated" && (each.exitCode ?? 0) !== 0),
  );
  if (failing) {
    const exit = exitOf(failing);
    return {
      rule: "Q-F10",
      class: "doomed",
      verb: cannotStart,
      because: `init step ${failing.name} fails${exit === null ? "" : ` with exit ${exit.code}`}`,
      evidence: crashEvidence(pod, failing, facts),
      nextStep: `Read the logs of ${failing.name}.`,
      since: exit?.at,
    };
  }
  const running = initContainers(pod).find(
    (each) => each.state === "running" && each.startedAt !== undefined,
  );
  const age = facts.now - Date.parse(running?.startedAt ?? "");
  if (!running || !(age >= longInit)) return null;
  return {
    rule: "Q-F11",
    class: "wait",
    verb: { one: "is not started", many: "are not started" },
    because: `init step ${running.name} runs for ${duration(age)}`,
    evidence: [],
    nextStep: "Look at what the step waits for.",
    since: running.startedAt,
  };
};

/** Q-F12, Q-C10: pushed from its node. */
const pushedOut: PodRule = (pod, facts) => {
  const event = facts
    .eventsOf(pod.name)
    .find((each) => each.reason === "Evicted" || each.reason === "Preempted");
  if (!event) return null;
  const evicted = event.reason === "Evicted";
  return {
    rule: evicted ? "Q-F12" : "Q-C10",
    class: evicted ? "env" : "wait",
    verb: evicted
      ? { one: "was evicted", many: "were evicted" }
      : { one: "was pushed out", many: "were pushed out" },
    because: evicted ? bare(event.message) : "a pod of higher priority took its place",
    evidence: [event.message],
    nextStep: evicted ? "Look at the node's disk and memory." : "Check the priority class.",
    since: event.firstAt,
  };
};

export const startRules: readonly PodRule[] = [pushedOut, initStep, cannotRun, hook, crashLoop];
