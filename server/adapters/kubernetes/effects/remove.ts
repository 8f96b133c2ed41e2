import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EffectResult } from "@/server/domain/rollout/effect";
import { type EffectContext, type Performer, send } from "./effect-context";

/** Deletes exactly the object with this uid; gone already is done. A new object of the same name stays (409). */
export async function removeByUid(
  context: EffectContext,
  { kind, name, uid }: { kind: string; name: string; uid: string },
): Promise<EffectResult> {
  const object = `${kind}/${name}`;
  try {
    await send(context, {
      method: "DELETE",
      path: objectPath(kind, context.namespace, name),
      body: {
        apiVersion: "v1",
        kind: "DeleteOptions",
        propagationPolicy: "Background",
        preconditions: { uid },
      },
    });
    return { ok: true, evidence: { outcome: "written", object, uid } };
  } catch (error) {
    if (error instanceof KubeError && error.status === 404)
      return { ok: true, evidence: { outcome: "skipped", object, uid } };
    throw error;
  }
}

/** E4, E14. */
export const performDeleteHpa: Performer<"deleteHpa"> = (context, { name, uid }) =>
  removeByUid(context, { kind: "HorizontalPodAutoscaler", name, uid });
