import { sql, type Transaction } from "kysely";
import { isTerminal } from "@/contracts/deployment-state";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { nextRollout } from "@/server/domain/rollout/next-rollout";
import type { Rollout } from "@/server/domain/rollout/state";
import type { Advance, Lease } from "@/server/ports/deployment-store";

const at = (time: number | null | undefined) => (time === null || time === undefined ? null : new Date(time));

const wishColumns = {
  cancel: "cancel_requested_at",
  promote: "promoted_at",
  switchBack: "switch_back_requested_at",
  retry: "retry_requested_at",
  finish: "finish_requested_at",
} as const satisfies Record<keyof Rollout["asks"], keyof Database["deployment"]>;

/** Columns of the wishes that nobody had when the row was judged; a promotion counts only where it is waited for. */
function withoutWish({ asks, state }: Rollout) {
  const wishes = Object.keys(wishColumns) as (keyof Rollout["asks"])[];
  return wishes
    .filter((wish) => asks[wish] === null && (wish !== "promote" || state === "awaiting_promotion"))
    .map((wish) => wishColumns[wish]);
}

/**
 * Writes the row after a decision, if it is still ours, still in the version that was judged, and nobody wished for something
 * meanwhile: the next state might not know that wish, and who was told "yes" would wait for ever.
 */
export async function writeRollout(
  tx: Transaction<Database>,
  lease: Lease,
  input: Pick<Advance, "loaded" | "decision"> & { now: number; epoch: number | null },
): Promise<boolean> {
  const { loaded, decision, now, epoch } = input;
  const next = nextRollout(loaded.rollout, decision, now);
  const moved = decision.next !== loaded.rollout.state;
  const { verifiedAt, failureClass, failureRule } = decision.set;
  const result = await tx
    .updateTable("deployment")
    .set({
      state: next.state,
      hold: next.hold,
      hold_reason: next.holdReason,
      resolution: next.resolution,
      failure_sentence: next.failureSentence,
      superseded_by: sql`coalesce(superseded_by, ${next.supersededBy}::uuid)`,
      plan_hash: next.planHash,
      bundle_sha256: next.bundleSha256,
      candidate_color: next.candidateColor,
      from_color: next.fromColor,
      need: next.need,
      floor: next.floor,
      preview_size: next.previewSize,
      epoch,
      paused_ms: Math.round(next.pausedMs),
      observed_ok_ms: Math.round(next.observedOkMs),
      last_sample_at: at(next.lastSampleAt),
      progress_at: at(next.progressAt),
      switched_at: at(next.switchedAt),
      standby_until: at(next.standbyUntil),
      state_entered_at: at(next.stateEnteredAt) ?? new Date(now),
      state_deadline_at: at(next.stateDeadlineAt),
      memory: JSON.stringify(next.memory),
      because: decision.because,
      ...(verifiedAt === undefined ? {} : { verified_at: new Date(verifiedAt) }),
      ...(failureClass === undefined ? {} : { failure_class: failureClass }),
      ...(failureRule === undefined ? {} : { failure_rule: failureRule }),
      ...(isTerminal(next.state) ? { finished_at: new Date(now), cause: decision.cause } : {}),
      ...(decision.answered.includes("retry") ? { retry_requested_by: null, retry_requested_at: null } : {}),
      ...(moved && next.state === "awaiting_promotion" ? { promoted_by: null, promoted_at: null } : {}),
      ...(decision.cause === null ? {} : { state_version: sql<number>`state_version + 1` }),
    })
    .where("id", "=", lease.deploymentId)
    .where("lease_token", "=", lease.token)
    .where("lease_owner", "is not", null)
    .where("state_version", "=", loaded.stateVersion)
    .where((row) => row.and(withoutWish(loaded.rollout).map((column) => row(column, "is", null))))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
