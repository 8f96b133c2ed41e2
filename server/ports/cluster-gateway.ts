import type { Manifest } from "@/contracts/manifest";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import type { Observation } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";

/** Which lines of a container's log to read. */
export interface LogRequest {
  pod: string;
  container?: string;
  previous: boolean;
  tailLines: number;
  follow: boolean;
  /** Only lines from this moment on, ISO 8601. */
  since?: string;
  /** Each line begins with the moment at which it was written, RFC 3339 in nanoseconds, and a blank. */
  timestamps?: boolean;
}

/** What a look needs beyond the target's own objects. */
export interface Look {
  /** The room on the nodes of the target's pool: it costs a list of every pod in the cluster. */
  nodeRoom?: boolean;
}

/** Answer of a server-side dry run of one object. */
export type DryRunResult =
  | { object: string; outcome: "created" | "configured" | "unchanged" }
  | { object: string; outcome: "refused"; status: number; reason: string; message: string }
  | { object: string; outcome: "not_checkable"; message: string };

/**
 * The narrow door to one cluster: look at a target, do one effect with its preconditions, stream logs.
 * No method throws for an answer of the cluster; each call ends within 10 s or when `signal` aborts.
 * Implemented by the direct adapter now and by the zone's agent later.
 */
export interface ClusterGateway {
  /** Fresh reads, none from a cache. `nodeRoom` is read when it is asked for, or when a pod waits for a node. */
  observe(target: TargetRef, signal: AbortSignal, look?: Look): Promise<Observation>;
  /** Performs exactly one effect; never retries by itself. */
  perform(target: TargetRef, effect: Effect, signal: AbortSignal): Promise<EffectResult>;
  /** Server-side dry run of every object; writes nothing. */
  dryRun(
    target: TargetRef,
    objects: readonly Manifest[],
    signal: AbortSignal,
  ): Promise<readonly DryRunResult[]>;
  /** Lines as they come, oldest first, ended by the pod's end or `signal`. */
  logs(target: TargetRef, request: LogRequest, signal: AbortSignal): AsyncIterable<string>;
  /** A pod as the cluster has it. Throws the server's sentence when there is none. */
  pod(target: TargetRef, name: string, signal: AbortSignal): Promise<unknown>;
}
