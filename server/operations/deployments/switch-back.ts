import { type ChangeAnswer, verbSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { leaveAsk, type VerbInput, type VerbSpec } from "./ask-verb";
import { insertRollback } from "./insert-rollback";
import { loadDeployment, loadForChange } from "./load-deployment";

const spec: VerbSpec = {
  verb: "switchBack",
  ask: "switch_back",
  action: "deployment.switch_back",
  did: "switched back",
};

/**
 * Returns the traffic to the color that had it. Before success it is a wish on the same row (the engine goes back); while the
 * standby is warm it is a new deployment of kind `rollback`.
 */
export function makeSwitchBack(ports: OperationPorts) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(verbSchema, input.body ?? {});
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id, version: body.version });
      demand(mayApply("switchBack", { actor, record, now: await stores.now() }));
      const standby = record.target.standbyDeploymentId;
      if (record.state !== "holding" || !standby)
        return leaveAsk(stores, actor, { record, spec, reason: body.reason });
      return insertRollback(ports, stores, {
        actor,
        source: await loadDeployment(stores, standby),
        reason: body.reason,
      });
    });
  };
}
