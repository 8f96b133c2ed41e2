import { pausedFor } from "./clocks";
import { type Changes, type Decision, forget, holdFor, wait } from "./decision";
import type { Rollout } from "./state";

const freshLookMs = 60_000;

/** Ends a hold whose cause is gone; the time that it took does not count, and a clock that would end at once gets a fresh look. */
export function holdOver(rollout: Rollout, now: number): Decision {
  return wait(rollout, "Goes on.", {
    cause: "hold_over",
    set: released(rollout, now),
    memory: forget(rollout.memory, "holdSince", "unseenSince"),
    wakeInMs: 0,
  });
}

function released(rollout: Rollout, now: number): Changes {
  const pausedMs = pausedFor(rollout, now);
  const deadline = rollout.stateDeadlineAt;
  const extend = deadline !== null && deadline + pausedMs < now + freshLookMs;
  return {
    hold: "none",
    holdReason: null,
    pausedMs,
    ...(extend ? { stateDeadlineAt: now + freshLookMs - pausedMs } : {}),
  };
}

/** A freeze that began on the way: the deployment waits before the next step that people would feel, and goes on by itself after it. */
export function frozenHold(rollout: Rollout, now: number): Decision | null {
  if (rollout.frozen === null) return null;
  const because = `Waits for the end of a freeze: ${rollout.frozen}`;
  return holdFor(rollout, "environment", { now, because, announce: [], wakeInMs: 15_000 });
}

/** Waiting for a person is no such hold, and neither is room that somebody has to make. */
function healsByItself({ hold, state }: Rollout): boolean {
  return hold === "drift" || hold === "environment" || (hold === "capacity" && state === "matching_capacity");
}

/** A decision that goes on although the row is held for drift or its environment says that the cause is gone. */
export function endOfHold(rollout: Rollout, decision: Decision, now: number): Decision {
  const healing = healsByItself(rollout);
  const checking = rollout.state === "checking" && rollout.hold === "environment";
  if (!healing || checking || decision.next !== rollout.state || decision.set.hold !== undefined)
    return decision;
  if (decision.because === rollout.holdReason) return decision;
  return {
    ...decision,
    cause: decision.cause ?? "hold_over",
    set: { ...released(rollout, now), ...decision.set },
    memory: forget(decision.memory, "holdSince"),
  };
}
