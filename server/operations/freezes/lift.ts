import { type Freeze, liftRequestSchema } from "@/contracts/freeze";
import type { Actor } from "@/server/domain/access/actor";
import { mayEditFreeze } from "@/server/domain/planning/freeze";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { freezeView } from "./freeze-view";

/** Ends a freeze early; what waited for it goes on. */
export function makeLiftFreeze(ports: OperationPorts) {
  return async (actor: Actor, input: { id: string; body: unknown }): Promise<Freeze> => {
    const { reason } = parseInput(liftRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      demand(mayEditFreeze(actor, await stores.catalog.releaseManagers()));
      const freeze =
        (await stores.freezes.byId(input.id, "lock")) ?? refuse("not_found", "There is no such freeze.");
      if (freeze.liftedBy !== null) refuse("conflict", `${freeze.liftedBy} has lifted this freeze already.`);
      if (freeze.until <= (await stores.now())) refuse("wrong_state", "This freeze is over.");
      await stores.freezes.lift(freeze.id, actor.account);
      await stores.log.audit(actor, {
        action: "freeze.lift",
        subject: `freeze/${freeze.id}`,
        summary: `lifted the freeze of ${[freeze.environment, ...freeze.domains].join(" ")}: ${reason}`,
        before: { until: freeze.until, reason: freeze.reason },
        after: { liftedBy: actor.account, reason },
      });
      return freezeView({ ...freeze, liftedBy: actor.account });
    });
  };
}
