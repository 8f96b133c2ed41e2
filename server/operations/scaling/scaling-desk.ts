import { type BasePolicy, type ScalingAnswer, scalingAnswerSchema } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import type { ScalingPlace } from "@/server/domain/scaling/change-rights";
import { leastMinimum, type ScalingLimits } from "@/server/domain/scaling/guard-rails";
import { refuse } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { ScalingPolicyRecord } from "@/server/ports/scaling-desk";
import type { AuditEntryDraft, Stores } from "@/server/ports/unit-of-work";
import { changeView } from "./change-views";
import { readScaling, type ScalingFacts, type ScalingPlaceName } from "./scaling-facts";

/** A change of scaling as the address names it. */
export interface ScalingInput extends ScalingPlaceName {
  body?: unknown;
  /** Makes a repeat harmless. */
  idempotencyKey?: string | undefined;
}

/** Everything that a change is made on; nobody else changes it until the transaction ends. */
export interface ScalingChangeDesk {
  facts: ScalingFacts;
  policy: ScalingPolicyRecord;
  place: ScalingPlace;
  limits: ScalingLimits;
}

/** The place of a change with its rules. */
export function placeOf({ target }: Pick<ScalingFacts, "target">, now: number): ScalingPlace {
  const { ownership, place, environment } = target;
  return { resource: { ownership, place }, approvals: environment.approvals, now };
}

/** The base of a policy. */
export function baseOf(policy: ScalingPolicyRecord): BasePolicy {
  const { baseMin: min, baseMax: max, targetCpuPercent, scaleDownSeconds } = policy;
  return { min, max, targetCpuPercent, scaleDownSeconds };
}

function limitsOf(facts: ScalingFacts, policy: ScalingPolicyRecord): ScalingLimits {
  const { target, room, record, pod } = facts;
  const { service, cluster, place, environment } = target;
  return {
    ...{ service, environment: place.environment, cluster, ceiling: policy.ceiling },
    least: leastMinimum({ protected: place.protected, approvals: environment.approvals }),
    running: facts.running ?? 0,
    pool: { name: record.pool, fits: room.fits, pod },
  };
}

/** Opens the desk for a change; refuses what does not scale, or does not live any more. */
export async function openScaling(stores: Stores, name: ScalingPlaceName): Promise<ScalingChangeDesk> {
  const { id, retired, service } = await findTarget(stores, name.service, name.environment);
  if (retired) refuse("wrong_state", `${service} is retired: its scaling does not change any more.`);
  await stores.scalingChanges.lock(id);
  const facts = await readScaling(stores, name);
  const { policy, hpaMode } = facts.record;
  if (policy === null || hpaMode === "none")
    return refuse("wrong_state", `${service} has no autoscaler in ${name.environment}: there are no bounds.`);
  const place = placeOf(facts, await stores.now());
  return { facts, policy, place, limits: limitsOf(facts, policy) };
}

/** What people are told of a request, by the action that its audit row names. */
const topics: Readonly<Record<string, string>> = {
  "scaling.request": "scaling_asked",
  "scaling.approve": "scaling_approved",
  "scaling.reject": "scaling_rejected",
};

/**
 * Writes the audit row of a change and answers with both; tells inboxes, and whom it concerns. The subject is the target, as
 * for what the caretaker puts right.
 */
export async function recordScaling(
  stores: Stores,
  actor: Actor,
  done: { desk: ScalingChangeDesk; id: string; entry: Omit<AuditEntryDraft, "subject"> },
): Promise<ScalingAnswer> {
  const { desk, id, entry } = done;
  const { target } = desk.facts;
  const audit = await stores.log.audit(actor, { ...entry, subject: `target/${target.id}` });
  await stores.log.announceApproval();
  const topic = topics[entry.action];
  if (topic) {
    const payload = { scalingChangeId: id };
    await stores.log.notify({ topic, dedupeKey: `${id}:${topic}`, payload });
  }
  const change = await stores.scalingChanges.byId(target.id, id);
  if (!change) throw new Error(`scaling change ${id} is not there`);
  const { policy } = await stores.scalingDesk.of(target.id);
  const here = { target, version: policy?.version ?? 0, now: desk.place.now };
  return { change: changeView(actor, change, here), audit };
}

/** A change of scaling as what is done once per key. */
export function onceOf(actor: Actor, input: ScalingInput, operation: string) {
  const { idempotencyKey: key, ...asked } = input;
  return { actor, key, operation, asked, answer: scalingAnswerSchema };
}
