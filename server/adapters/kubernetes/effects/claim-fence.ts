import { fenceOf } from "@/server/adapters/kubernetes/projections/kube-service";
import type { RawService } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { done, type Performer, readOrNull, refused, send } from "./effect-context";

/** E1: our epoch owns the target. A higher epoch means that another worker took over: this one must stop. */
export const performClaimFence: Performer<"claimFence"> = async (context, { service, epoch, expect }) => {
  const path = objectPath("Service", context.namespace, service);
  const seen = await readOrNull<RawService>(context, path);
  if (seen === null) return refused("missing", `Service ${service} does not exist.`);
  if (expect === "absent") return refused("precondition_lost", `Service ${service} exists already.`);
  const fence = fenceOf(seen) ?? 0;
  if (fence > epoch)
    return refused("fenced_out", `Service ${service} is held by epoch ${fence}, ours is ${epoch}.`);
  if (seen.metadata.uid !== expect.uid)
    return refused("precondition_lost", `Service ${service} was replaced by another object.`);
  if (fence === epoch) return done("skipped", seen, "Service");
  const claimed = await send<RawService>(context, {
    method: "PATCH",
    path,
    patch: "merge",
    query: { fieldManager: fieldManagers.switch },
    body: { metadata: { ...expect, annotations: { [annotations.fence]: String(epoch) } } },
  });
  return done("written", claimed, "Service");
};
