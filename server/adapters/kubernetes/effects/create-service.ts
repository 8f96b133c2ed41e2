import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { RawService } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EffectResult } from "@/server/domain/rollout/effect";
import { fieldManagers } from "@/server/domain/rollout/target";
import { done, type EffectContext, type Performer, send } from "./effect-context";

type Create = Parameters<Performer<"createService">>[1];

async function create(
  context: EffectContext,
  { object }: Create,
  address: string | null,
): Promise<EffectResult> {
  const spec = {
    ...(object["spec"] as object),
    ...(address === null ? {} : { clusterIP: address, clusterIPs: [address] }),
  };
  const created = await send<RawService>(context, {
    method: "POST",
    path: collectionPath("Service", context.namespace),
    query: { fieldManager: fieldManagers.switch },
    body: { ...object, spec },
  });
  return done("written", created, "Service");
}

/** Whether the server refuses just the address: somebody else has it by now, or it lies outside its range. */
function isAboutAddress(error: unknown): boolean {
  return error instanceof KubeError && error.status === 422 && error.message.includes("clusterIP");
}

/**
 * A deleted active Service, created with selector and fence in one request. The selector's owner creates it, so that an apply
 * never owns that field. One that exists already is a lost precondition. The old address is asked for; when it is taken, any other is better than none.
 */
export const performCreateService: Performer<"createService"> = async (context, effect) => {
  try {
    return await create(context, effect, effect.address);
  } catch (error) {
    if (effect.address === null || !isAboutAddress(error)) throw error;
    return create(context, effect, null);
  }
};
