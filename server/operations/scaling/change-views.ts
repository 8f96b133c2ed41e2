import type { ScalingChange } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import {
  mayDecideChange,
  mayWithdrawChange,
  type ScalingRequestCase,
  stateAt,
} from "@/server/domain/scaling/decide-change";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { ScalingChangeRecord } from "@/server/ports/scaling-changes";

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** What a decision about a change is judged by. */
export function requestCase(
  change: ScalingChangeRecord,
  here: { target: TargetRecord; version: number; now: number },
): ScalingRequestCase {
  const { target, version, now } = here;
  return {
    resource: { ownership: target.ownership, place: target.place },
    state: stateAt(change, now),
    requestedBy: change.requestedBy,
    policyVersion: change.policyVersion,
    version,
  };
}

/** A change as the API shows it to a reader, with what the reader may do about it. */
export function changeView(
  actor: Actor,
  change: ScalingChangeRecord,
  here: { target: TargetRecord; version: number; now: number },
): ScalingChange {
  const wanted = requestCase(change, here);
  const { policyVersion: _version, requestedAt, expiresAt, settledAt, ...rest } = change;
  const decide = mayDecideChange(actor, wanted, here.now);
  return {
    ...rest,
    state: wanted.state,
    requestedAt: new Date(requestedAt).toISOString(),
    expiresAt: iso(expiresAt),
    settledAt: iso(settledAt),
    may:
      wanted.state === "pending"
        ? { approve: decide, reject: decide, withdraw: mayWithdrawChange(actor, wanted) }
        : null,
  };
}
