import { isTerminal } from "@/contracts/deployment-state";
import { decideRollout, needsLook, type Seen } from "@/server/domain/rollout/decide";
import type { Decision } from "@/server/domain/rollout/decision";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import { afterEffect, effectSeen } from "@/server/domain/rollout/outcome";
import type { Rollout } from "@/server/domain/rollout/state";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { Advance, Lease, Loaded } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";
import { prepareTick } from "./prepare-tick";

const callTimeoutMs = 10_000;

/** `wakeInMs` until the row has to be looked at again; null when the lease is lost. */
export interface TickResult {
  wakeInMs: number | null;
}

const lost: TickResult = { wakeInMs: null };
const ended: TickResult = { wakeInMs: 3_600_000 };

/**
 * One step of one deployment: load, look, decide, write the decision and the planned effect, perform it, write the evidence.
 * A crash between any two of these leaves a row from which the next tick goes on.
 */
export async function runTick(
  options: EngineOptions,
  lease: Lease,
  signal: AbortSignal,
): Promise<TickResult> {
  const loaded = await options.store.load(lease);
  if (loaded === null) return lost;
  if (isTerminal(loaded.rollout.state)) return ended;
  const begun = options.clock.now();
  const prepared = await prepareTick(options, loaded);
  const rollout = prepared.rollout;
  const gateway = options.gatewayFor(rollout.target.cluster);
  const seen = needsLook(rollout, loaded.now)
    ? await look(options, { loaded: prepared, gateway }, signal)
    : blind;
  const now = loaded.now + Math.max(0, options.clock.now() - begun);
  const decision = decideRollout(rollout, seen, now);
  const snapshot = snapshotOf(loaded, seen);
  if (snapshot === null && isQuiet(decision, loaded)) return { wakeInMs: decision.wakeInMs };
  const advanced = await options.store.advance(lease, {
    loaded,
    decision,
    close: closingOf(loaded, decision, seen),
    archive: prepared.archive,
    snapshot,
  });
  if (advanced.outcome === "lost") return lost;
  report(options, loaded, decision);
  if (decision.effect === null || advanced.attempt === null || gateway === null)
    return { wakeInMs: decision.wakeInMs };
  const result = await perform(gateway, { loaded, effect: decision.effect }, signal);
  return record(options, lease, {
    decision,
    effect: decision.effect,
    attempt: advanced.attempt,
    result,
    now,
  });
}

const blind: Seen = { target: null, findings: [], dryRun: null };

async function look(
  options: EngineOptions,
  input: { loaded: Pick<Loaded, "rollout" | "now">; gateway: ClusterGateway | null },
  signal: AbortSignal,
): Promise<Seen> {
  const { rollout, now } = input.loaded;
  if (input.gateway === null) {
    const message = `No gateway for cluster ${rollout.target.cluster}.`;
    return { ...blind, target: { reachable: false, at: now, why: "unreachable", message } };
  }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]);
  const target = await input.gateway.observe(rollout.target, limit, { nodeRoom: mayGrow(rollout) });
  if (!target.reachable) return { ...blind, target };
  const context = {
    target: rollout.target,
    color: rollout.candidateColor,
    release: rollout.id,
    since: rollout.stateEnteredAt,
    now,
  };
  const findings = options.findingsOf(target, context);
  if (rollout.state !== "dry_running" || rollout.parts === null) return { target, findings, dryRun: null };
  const { configMaps, supporting, workload } = rollout.parts;
  const objects = [...configMaps, ...supporting, ...(workload === null ? [] : [workload])];
  return { target, findings, dryRun: await input.gateway.dryRun(rollout.target, objects, limit) };
}

/** Whether this tick may create pods, so that it has to know whether they fit. */
function mayGrow(rollout: Rollout): boolean {
  if (rollout.target.strategy !== "blueGreen") return false;
  const size = rollout.state === "applying" ? "E4" : rollout.state === "matching_capacity" ? "E8" : null;
  return size !== null && !rollout.confirmed.includes(size);
}

/** A tick that found nothing new writes nothing at all. */
function isQuiet(decision: Decision, loaded: Loaded): boolean {
  const { rollout } = loaded;
  return (
    decision.next === rollout.state &&
    decision.effect === null &&
    decision.cause === null &&
    decision.preempt === null &&
    decision.because === loaded.because &&
    Object.keys(decision.set).length === 0 &&
    decision.answered.length === 0 &&
    loaded.open === null &&
    JSON.stringify(decision.memory) === JSON.stringify(rollout.memory)
  );
}

/** Causes are kept as they were seen: events and pods are gone when a person looks an hour later. */
function snapshotOf(loaded: Loaded, seen: Seen): Advance["snapshot"] {
  if (seen.target === null || !seen.target.reachable) return null;
  const key = (findings: Seen["findings"]) =>
    JSON.stringify(findings.map(({ rule, count, of, sentence }) => [rule, count, of, sentence]));
  if (key(seen.findings) === key(loaded.findings)) return null;
  const color = loaded.rollout.candidateColor;
  const pods = seen.target.pods.filter(
    (pod) => color === null || pod.color === undefined || pod.color === color,
  );
  const workload =
    Object.values(seen.target.workloads).find((each) => color === null || each.name.endsWith(`-${color}`)) ??
    null;
  return { findings: seen.findings, objects: { pods, workload, events: seen.target.events } };
}

/** An effect that a crash left open is taken up again, seen done, or given up. */
function closingOf(loaded: Loaded, decision: Decision, seen: Seen): Advance["close"] {
  const { open } = loaded;
  if (open === null || decision.effect?.key === open.key) return null;
  if (seen.target === null || !seen.target.reachable) return null;
  const status = effectSeen(open.effect, seen.target) ? "confirmed" : "void";
  return { key: open.key, attempt: open.attempt, status };
}

async function perform(
  gateway: ClusterGateway,
  input: { loaded: Loaded; effect: Effect },
  signal: AbortSignal,
): Promise<EffectResult> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]);
  return gateway.perform(input.loaded.rollout.target, input.effect, limit);
}

async function record(
  options: EngineOptions,
  lease: Lease,
  done: { decision: Decision; effect: Effect; attempt: number; result: EffectResult; now: number },
): Promise<TickResult> {
  const { decision, effect, attempt, result } = done;
  const { memory, wakeInMs } = afterEffect(decision.memory, effect, { result, now: done.now });
  const kept = await options.store.close(lease, {
    key: effect.key,
    attempt,
    status: statusOf(result),
    evidence: result.ok
      ? result.evidence
      : { failure: { class: result.failure.class, message: result.failure.message } },
    memory,
    wakeInMs,
  });
  if (!result.ok) {
    options.log.warn(
      { deployment: lease.deploymentId, effect: effect.key, failure: result.failure },
      "An effect was not done",
    );
  }
  return kept ? { wakeInMs } : lost;
}

/** Silence proves nothing: the effect stays planned until a look shows what became of it. */
function statusOf(result: EffectResult): "confirmed" | "void" | "planned" {
  if (result.ok) return "confirmed";
  return result.failure.class === "unreachable" ? "planned" : "void";
}

function report(options: EngineOptions, loaded: Loaded, decision: Decision): void {
  if (decision.cause === null) return;
  const { id, target, state } = loaded.rollout;
  options.log.info(
    {
      deployment: id,
      service: target.service,
      environment: target.environment,
      from: state,
      to: decision.next,
      cause: decision.cause,
    },
    decision.because,
  );
}
