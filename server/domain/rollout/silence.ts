import { silenceMs } from "./clocks";
import { type Decision, forget, holdFor, wait } from "./decision";
import { holdOver } from "./hold";
import type { TargetUnseen } from "./observation";
import type { Rollout } from "./state";

/** No answer is no evidence: after a while the deployment stands still, its clocks stop, and it says so. */
export function decideSilence(rollout: Rollout, unseen: TargetUnseen, now: number): Decision {
  const since = rollout.memory.unseenSince ?? now;
  const memory = { ...rollout.memory, unseenSince: since };
  const because = sentenceOf(unseen);
  if (unseen.why === "credentials")
    return holdFor(rollout, "credentials", { now, because, memory, wakeInMs: 5000 });
  if (unseen.why === "namespace_missing")
    return holdFor(rollout, "drift", { now, because, memory, wakeInMs: 5000 });
  const waited = now - since;
  if (waited < silenceMs)
    return wait(rollout, because, { memory, wakeInMs: Math.min(15_000, Math.max(1000, waited)) });
  if (rollout.hold !== "none" && rollout.hold !== "unreachable")
    return wait(rollout, because, { memory, wakeInMs: 5000 });
  return holdFor(rollout, "unreachable", {
    now,
    because,
    memory: { ...memory, holdSince: rollout.memory.holdSince ?? since },
    wakeInMs: 5000,
  });
}

function sentenceOf(unseen: TargetUnseen): string {
  if (unseen.why === "credentials") return `The cluster refuses our credentials: ${unseen.message}`;
  if (unseen.why === "namespace_missing") return `The namespace does not exist: ${unseen.message}`;
  return "The cluster does not answer; nothing is decided until it does.";
}

/** The first answer after a silence: the hold ends, its time does not count, and the next look decides. */
export function silenceOver(rollout: Rollout, now: number): Decision | null {
  const { hold } = rollout;
  if (hold === "unreachable" || hold === "credentials")
    return { ...holdOver(rollout, now), because: "The cluster answers again." };
  if (rollout.memory.unseenSince === undefined) return null;
  return wait(rollout, "The cluster answers again.", {
    memory: forget(rollout.memory, "unseenSince"),
    wakeInMs: 0,
  });
}
