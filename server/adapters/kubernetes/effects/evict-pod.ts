import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { type Performer, refused, send } from "./effect-context";

/**
 * Ends the pod with this uid through the eviction API, which keeps its disruption budget. A pod that is gone, or whose name
 * belongs to a newer one, needs no end.
 */
export const performEvictPod: Performer<"evictPod"> = async (context, { pod, uid }) => {
  const object = `Pod/${pod}`;
  try {
    await send(context, {
      method: "POST",
      path: `${objectPath("Pod", context.namespace, pod)}/eviction`,
      body: {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { name: pod, namespace: context.namespace },
        deleteOptions: { preconditions: { uid } },
      },
    });
    return { ok: true, evidence: { outcome: "written", object, uid } };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    if (error.status === 404 || error.status === 409)
      return { ok: true, evidence: { outcome: "skipped", object, uid } };
    const budget = error.causes.find(({ reason }) => reason === "DisruptionBudget");
    if (error.status !== 429 || budget === undefined) throw error;
    return refused("refused", `${error.message} ${budget.message ?? ""}`.trim());
  }
};
