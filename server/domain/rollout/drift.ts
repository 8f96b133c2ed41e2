import { sameSelector, servingOf } from "./colors";
import { act, type Decision, holdFor } from "./decision";
import type { Facts } from "./facts";
import { decideLostService } from "./lost-service";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";
import { activeSelector } from "./target";

/** States in which the traffic must still be where it was when the lock was taken. */
const beforeSwitch = new Set([
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
]);

/** D-1, D-2 and a fence from the future, judged before anything else is decided. */
export function decideDrift(rollout: Rollout, { seen, now }: Pick<Facts, "seen" | "now">): Decision | null {
  const { strategy } = rollout.target;
  if (strategy === "cron") return null;
  const ahead = fenceAhead(rollout, seen);
  if (ahead !== null) return holdFor(rollout, "drift", { now, because: ahead });
  const lost = decideLostService(rollout, { seen, now });
  if (lost !== null || strategy === "rolling") return lost;
  const because = selectorDrift(rollout, seen);
  return because === null ? null : (repairOf(rollout, seen) ?? holdFor(rollout, "drift", { now, because }));
}

function fenceAhead(rollout: Rollout, seen: TargetSeen): string | null {
  const fence = seen.active?.fence ?? 0;
  if (rollout.epoch === null || fence <= rollout.epoch) return null;
  return `The Service carries fence ${fence}, which is newer than ours (${rollout.epoch}): this database is older than the cluster.`;
}

function selectorDrift(rollout: Rollout, seen: TargetSeen): string | null {
  const active = seen.active;
  if (active === null)
    return rollout.fromColor === null && beforeSwitch.has(rollout.state) ? null : goneService(rollout);
  const empty = active.selector === null || Object.keys(active.selector).length === 0;
  if (beforeSwitch.has(rollout.state)) return driftBefore(rollout, seen, empty);
  const moved = rollout.state === "switching" || rollout.state === "verifying";
  return moved ? driftAround(rollout, seen, empty) : null;
}

/** While the traffic moves and in the bake: blue and green are both expected, nothing else is. */
function driftAround(rollout: Rollout, seen: TargetSeen, empty: boolean): string | null {
  if (empty && !(rollout.fromColor === null && rollout.state === "switching"))
    return "The selector of the active Service was emptied: its endpoints are frozen.";
  return servingOf(seen, rollout.target) === "elsewhere"
    ? "The active Service was pointed at something that is not ours."
    : null;
}

function goneService(rollout: Rollout): string | null {
  const needed =
    beforeSwitch.has(rollout.state) || ["switching", "verifying", "rolling_back"].includes(rollout.state);
  return needed ? "The active Service does not exist any more." : null;
}

function driftBefore(rollout: Rollout, seen: TargetSeen, empty: boolean): string | null {
  if (rollout.fromColor === null) return empty ? null : firstDrift(rollout, seen);
  if (empty) return "The selector of the active Service was emptied: its endpoints are frozen.";
  const serving = servingOf(seen, rollout.target);
  if (serving === rollout.fromColor) return null;
  if (serving === rollout.candidateColor)
    return `Somebody pointed the active Service at ${serving} by hand, before it was checked.`;
  return "The active Service was pointed at something that is not ours.";
}

function firstDrift(rollout: Rollout, seen: TargetSeen): string | null {
  return servingOf(seen, rollout.target) === "none"
    ? null
    : "The active Service already selects something, although nothing was released yet.";
}

/** Only where the environment says so, and only when the color that should serve has what it needs. */
function repairOf(rollout: Rollout, seen: TargetSeen): Decision | null {
  const color = rollout.state === "verifying" ? rollout.candidateColor : rollout.fromColor;
  if (!rollout.policy.repairSelector || color === null || seen.active === null) return null;
  if (
    (seen.active.fence ?? 0) > (rollout.epoch ?? 0) ||
    seen.activeEndpoints.some((endpoint) => endpoint.ready)
  )
    return null;
  const to = activeSelector(rollout.target.service, color);
  if (sameSelector(seen.active.selector, to)) return null;
  return act(rollout, {
    effect: {
      kind: "select",
      key: "D-2",
      service: rollout.target.service,
      from: seen.active.selector,
      to,
      fence: seen.active.fence,
      annotations: {},
    },
    because: `Puts the selector back to ${color}.`,
  });
}
