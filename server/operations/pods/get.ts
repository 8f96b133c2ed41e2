import type { PodDetail } from "@/contracts/pod-detail";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";
import { mayRemove, servingOf } from "./may-remove";

/** One pod from the read model and the stored events. A pod that is gone is answered with its events for as long as there are any. */
export function makeGetPod(ports: OperationPorts) {
  return async (
    actor: Actor,
    input: { service: string; environment: string; pod: string },
  ): Promise<PodDetail> => {
    const cursor = ports.fleet.cursor();
    const { read } = ports.work;
    const target = await findTarget(read, input.service, input.environment);
    const { cluster, namespace } = target;
    const now = await read.now();
    demand(mayDo(actor, "pod.read", { resource: target, now }));
    const [seen, removal] = await Promise.all([
      read.seen({ cluster, namespace, service: input.service }),
      read.podRemovals.latest(target.id, input.pod),
    ]);
    const pods = ports.fleet.pods(input.service, input.environment);
    const pod = pods.find(({ name }) => name === input.pod);
    const events = seen.events.filter(({ object }) => object.kind === "Pod" && object.name === input.pod);
    if (!pod && events.length === 0)
      refuse("not_found", `${input.service} has no pod ${input.pod.slice(0, 80)} in ${input.environment}.`);
    return {
      name: input.pod,
      pod: pod ?? null,
      cluster,
      namespace,
      events,
      logs: mayDo(actor, "pod.logs", { resource: target, now }),
      remove: mayRemove(actor, { resource: target, now, pod, pods, serving: servingOf(ports, input) }),
      removal,
      cursor,
    };
  };
}
