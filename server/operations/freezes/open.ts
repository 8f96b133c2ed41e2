import { type Freeze, freezeRequestSchema } from "@/contracts/freeze";
import type { Actor } from "@/server/domain/access/actor";
import { mayEditFreeze } from "@/server/domain/planning/freeze";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { FreezeRecord } from "@/server/ports/freeze-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { freezeView } from "./freeze-view";

async function knownPlace(
  stores: Stores,
  place: { environment: string; domains: readonly string[] },
): Promise<void> {
  const environments = await stores.catalog.environments();
  if (!environments.some(({ name }) => name === place.environment))
    refuse("not_found", `There is no environment ${place.environment}.`);
  const known = await stores.catalog.domains();
  const unknown = place.domains.find((domain) => !known.includes(domain));
  if (unknown !== undefined) refuse("not_found", `There is no domain ${unknown}.`);
}

/** Opens a freeze of an environment, or of some domains in it. What runs already goes on to before its switch and holds there. */
export function makeOpenFreeze(ports: OperationPorts) {
  return async (actor: Actor, input: unknown): Promise<Freeze> => {
    const request = parseInput(freezeRequestSchema, input);
    return ports.work.change(async (stores) => {
      demand(mayEditFreeze(actor, await stores.catalog.releaseManagers()));
      await knownPlace(stores, request);
      const now = await stores.now();
      const from = request.from === undefined ? now : Date.parse(request.from);
      const until = Date.parse(request.until);
      if (until <= Math.max(now, from))
        refuse("invalid_input", "A freeze has to end after it begins, and not in the past.");
      const { environment, domains, reason } = request;
      const id = ports.ids.uuid();
      const record: FreezeRecord = {
        ...{ id, environment, domains, reason, from, until },
        openedBy: actor.account,
        ...{ liftedBy: null, campaign: null },
      };
      await stores.freezes.insert(record);
      await stores.log.audit(actor, {
        action: "freeze.open",
        subject: `freeze/${id}`,
        summary: `froze ${[environment, ...domains].join(" ")} until ${new Date(until).toISOString()}: ${reason}`,
        after: { environment, domains, from, until, reason },
      });
      return freezeView(record);
    });
  };
}
