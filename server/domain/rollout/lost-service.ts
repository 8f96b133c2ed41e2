import type { Color } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import { availableOf, candidateOf, stableOf } from "./colors";
import { type Decision, forget, holdFor, wait } from "./decision";
import type { Effect } from "./effect";
import type { Facts } from "./facts";
import { holdOver } from "./hold";
import type { Selector, TargetSeen } from "./observation";
import type { Rollout } from "./state";
import { activeSelector, annotations, labels, type TargetRef } from "./target";

/** What a Service is made from again: the archived object, and what the record says about the one that was deleted. */
export interface LostService {
  target: TargetRef;
  supporting: readonly Manifest[];
  selector: Selector;
  epoch: number;
  serving: string | null;
  address: string | null;
}

/** The archived active Service with its whole selector and our fence, as one create; null when the bundle has no Service. */
export function recreate(key: string, lost: LostService): Extract<Effect, { kind: "createService" }> | null {
  const { target, selector, epoch, serving, address } = lost;
  const archived = lost.supporting.find(
    ({ kind, metadata }) => kind === "Service" && metadata.name === target.service,
  );
  if (archived === undefined) return null;
  const marks = {
    [annotations.fence]: String(epoch),
    ...(serving === null ? {} : { [annotations.servingDeployment]: serving }),
  };
  const metadata = { ...archived.metadata, annotations: { ...archived.metadata.annotations, ...marks } };
  const object = { ...archived, metadata, spec: { ...(archived["spec"] as object), selector } };
  return { kind: "createService", key, object, address };
}

/** The selector of a target's active Service while `color` serves; a rolling service is selected by its name alone. */
export function servingSelector(target: TargetRef, color: Color | null): Selector | null {
  if (target.strategy !== "blueGreen") return { [labels.service]: target.service };
  return color === null ? null : activeSelector(target.service, color);
}

type Look = Pick<Facts, "seen" | "now">;

const candidateServes = new Set(["verifying", "holding", "scaling_down"]);

/** Who had the traffic when the Service disappeared, by what the ledger confirmed: the Service itself can not say it any more. */
function colorBefore(rollout: Rollout, seen: TargetSeen): Color | null {
  const { state, fromColor, candidateColor } = rollout;
  if (candidateServes.has(state)) return candidateColor;
  if (state === "switching") return rollout.confirmed.includes("E11") ? candidateColor : fromColor;
  if (state === "rolling_back" && availableOf(stableOf(rollout, seen)) === 0)
    return availableOf(candidateOf(rollout, seen)) > 0 ? candidateColor : fromColor;
  return fromColor;
}

const beforeLock = new Set(["queued", "dry_running"]);

/**
 * A deleted active Service is created again in one request, before anything else is decided: nothing answers without it.
 * The deployment stands still until the new Service has endpoints. Null while the Service is there and well.
 */
export function decideLostService(rollout: Rollout, facts: Look): Decision | null {
  const { seen } = facts;
  if (beforeLock.has(rollout.state)) return null;
  if (seen.active === null) return createAgain(rollout, facts);
  if (rollout.memory.serviceLostAt === undefined) return null;
  const answers = seen.activeEndpoints.some((endpoint) => endpoint.ready);
  const color = colorBefore(rollout, seen);
  const mayAnswer = seen.pods.some((pod) => pod.ready && (color === null || pod.color === color));
  if (!answers && mayAnswer)
    return wait(rollout, rollout.holdReason ?? "Waits for the endpoints of the new Service.", {
      wakeInMs: 1000,
    });
  return isBack(rollout, facts);
}

function createAgain(rollout: Rollout, { seen, now }: Look): Decision | null {
  const color = colorBefore(rollout, seen);
  const selector = everServed(rollout) ? servingSelector(rollout.target, color) : null;
  if (selector === null || rollout.epoch === null || rollout.parts === null) return null;
  const effect = recreate("D-service", {
    target: rollout.target,
    supporting: rollout.parts.supporting,
    selector,
    epoch: rollout.epoch,
    serving: color === rollout.candidateColor ? rollout.id : rollout.stableDeploymentId,
    address: rollout.serviceAddress,
  });
  if (effect === null) return null;
  const to = color === null || rollout.target.strategy !== "blueGreen" ? "" : `, with ${color} behind it`;
  const because = `The active Service was deleted: creates it again from the archive${to}.`;
  const memory = { ...rollout.memory, serviceLostAt: rollout.memory.serviceLostAt ?? now };
  const held = holdFor(rollout, "drift", { now, because, memory });
  return { ...held, effect, wakeInMs: 0 };
}

/** A first deployment that has not switched yet never had a Service that served. */
function everServed(rollout: Rollout): boolean {
  if (rollout.target.strategy === "blueGreen") return true;
  return (
    rollout.stableDeploymentId !== null || rollout.confirmed.includes(`E3:Service/${rollout.target.service}`)
  );
}

function isBack(rollout: Rollout, { seen, now }: Look): Decision {
  const { serviceAddress: before } = rollout;
  const address = seen.active?.clusterIp;
  const kept = before === null || address === undefined || address === before;
  const moved = `It has a new address (${address}, was ${before}): clients that kept the old one must look it up again.`;
  const because = `The active Service is there again. ${kept ? "" : moved}`.trim();
  return {
    ...holdOver(rollout, now),
    because,
    cause: "service_recreated",
    memory: forget(rollout.memory, "serviceLostAt", "holdSince"),
    target: kept || address === undefined ? {} : { serviceAddress: address },
    announce: kept ? [] : ["page"],
  };
}

/** The active Service's address, to be asked for again should somebody delete it. */
export function addressOf(seen: TargetSeen): { serviceAddress?: string } {
  const address = seen.active?.clusterIp;
  return address === undefined || address === "None" ? {} : { serviceAddress: address };
}
