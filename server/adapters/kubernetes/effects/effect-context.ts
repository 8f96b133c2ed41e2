import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { KubeRequest } from "@/server/adapters/kubernetes/client/kube-request";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import type {
  Effect,
  EffectEvidence,
  EffectFailure,
  EffectKind,
  EffectResult,
} from "@/server/domain/rollout/effect";

/** What one effect runs with; requests end with the caller's signal. */
export interface EffectContext {
  client: KubeClient;
  namespace: string;
  signal: AbortSignal;
}

/** Performs one kind of effect. May throw `KubeError` and `KubeSilence`; the gateway maps them to failures. */
export type Performer<K extends EffectKind> = (
  context: EffectContext,
  effect: Extract<Effect, { kind: K }>,
) => Promise<EffectResult>;

/** A result that proves the object's version. */
export function done(
  outcome: EffectEvidence["outcome"],
  object: RawObject & { kind?: string },
  kind: string,
): EffectResult {
  const { name, uid, resourceVersion } = object.metadata;
  return { ok: true, evidence: { outcome, object: `${kind}/${name}`, uid, resourceVersion } };
}

/** A failure that the adapter itself found. */
export function refused(failureClass: EffectFailure["class"], message: string): EffectResult {
  return { ok: false, failure: { class: failureClass, message } };
}

/** Sends a request of an effect. */
export function send<T>(context: EffectContext, request: KubeRequest): Promise<T> {
  return context.client.json<T>({ ...request, signal: context.signal });
}

/** The object as it is now, or null when it does not exist. */
export async function readOrNull<T extends RawObject>(
  context: EffectContext,
  path: string,
): Promise<T | null> {
  try {
    return await send<T>(context, { path });
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return null;
    throw error;
  }
}
