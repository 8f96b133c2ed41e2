import { falseAlarmRequestSchema } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findTarget } from "@/server/operations/plans/find-choice";
import { type ConfigInput, subjectOf } from "./desk";

/** Lists a key that looks like a secret as none, for all environments of the service. A lead says why; what is a credential by its shape stays refused. */
export function makeMarkSafe(ports: OperationPorts) {
  return async (actor: Actor, input: ConfigInput): Promise<{ audit: number }> => {
    const { key, reason } = parseInput(falseAlarmRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const target = await findTarget(stores, input.service, input.environment);
      demand(mayDo(actor, "config.markSafe", { resource: target, now: await stores.now() }));
      const account = actor.account;
      if (!(await stores.configDesk.markSafe(input.service, { key, account, reason })))
        refuse("conflict", `${key} is listed as safe already.`);
      const audit = await stores.log.audit(actor, {
        action: "config.false_alarm",
        subject: subjectOf(input),
        summary: `called ${key} of ${input.service} no secret: ${reason}`,
        after: { key, reason },
      });
      return { audit };
    });
  };
}
