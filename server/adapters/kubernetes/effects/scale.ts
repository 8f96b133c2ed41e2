import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { done, type Performer, refused, send } from "./effect-context";

type RawScale = RawObject & { spec?: { replicas?: number } };

/** E4, E8, E15: the size of a workload, written through `/scale` only, so that field ownership moves between us and the autoscaler. */
export const performScale: Performer<"scale"> = async (context, { workload, replicas, mode, expect }) => {
  const path = `${objectPath("Deployment", context.namespace, workload)}/scale`;
  const scale = await send<RawScale>(context, { path });
  if (expect !== "absent" && scale.metadata.uid !== expect.uid) {
    return refused("precondition_lost", `Deployment ${workload} was replaced by another object.`);
  }
  const size = scale.spec?.replicas ?? 0;
  if (size === replicas || (mode === "atLeast" && size >= replicas))
    return done("skipped", scale, "Deployment");
  const identity = expect === "absent" ? {} : expect;
  // Only an apply makes us the owner: the API server does not track a plain patch of a size that nobody owned before.
  // Forced, because the autoscaler and we take turns.
  const written = await send<RawScale>(context, {
    method: "PATCH",
    path,
    patch: "apply",
    query: { fieldManager: fieldManagers.scale, force: true },
    body: {
      apiVersion: "autoscaling/v1",
      kind: "Scale",
      metadata: { name: workload, ...identity },
      spec: { replicas },
    },
  });
  return done("written", written, "Deployment");
};
