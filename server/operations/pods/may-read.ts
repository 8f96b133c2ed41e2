import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";

/**
 * Goes on when the actor may read pod logs there, or pods as YAML; refuses otherwise. In protected environments both are for
 * the service's own people.
 */
export function makeMayRead(ports: OperationPorts, action: "pod.logs" | "pod.manifest") {
  return async (actor: Actor, input: { service: string; environment: string }): Promise<void> => {
    const { read } = ports.work;
    const target = await findTarget(read, input.service, input.environment);
    demand(mayDo(actor, action, { resource: target, now: await read.now() }));
  };
}
