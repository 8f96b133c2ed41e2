import { type PodRemoval, podRemovalRequestSchema, podRemovalSchema } from "@/contracts/pod-removal";
import type { Actor } from "@/server/domain/access/actor";
import { answerOnce } from "@/server/operations/answer-once";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findTarget } from "@/server/operations/plans/find-choice";
import { mayRemove, servingOf } from "./may-remove";

interface Input {
  service: string;
  environment: string;
  pod: string;
  body: unknown;
  /** Makes a repeat harmless. */
  idempotencyKey?: string | undefined;
}

/** Asks to end one pod: recorded here, carried out by the worker within a second, within the pod's disruption budget. */
export function makeRemovePod(ports: OperationPorts) {
  return async (actor: Actor, input: Input): Promise<PodRemoval> => {
    const { uid, reason } = parseInput(podRemovalRequestSchema, input.body);
    const { service, environment, pod: name } = input;
    const pods = ports.fleet.pods(service, environment);
    const { idempotencyKey: key, ...place } = input;
    const once = { actor, key, operation: "pods.remove", asked: place, answer: podRemovalSchema };
    return ports.work.change((stores) =>
      answerOnce(ports, stores, {
        ...once,
        work: async () => {
          const resource = await findTarget(stores, service, environment);
          const pod = pods.find((each) => each.name === name);
          const now = await stores.now();
          demand(mayRemove(actor, { resource, now, pod, pods, serving: servingOf(ports, input) }));
          if (pod?.uid !== uid) refuse("conflict", `${name} is another pod by now. Read it again.`);
          const asked = { id: ports.ids.uuid(), pod: name, uid, reason, askedBy: actor.account };
          if (!(await stores.podRemovals.ask(resource.id, asked)))
            refuse("conflict", `Somebody asked to end ${name} a moment ago.`);
          await stores.log.audit(actor, {
            action: "pod.delete",
            subject: `pod/${resource.cluster}/${resource.namespace}/${name}`,
            summary: `asked to end pod ${name} of ${service} in ${environment}: ${reason}`,
            after: { uid, reason },
          });
          const { id: _id, uid: _uid, ...told } = asked;
          return { ...told, state: "asked" as const, words: null, askedAt: new Date(now).toISOString() };
        },
      }),
    );
  };
}
