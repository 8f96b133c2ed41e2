import type { Freeze } from "@/contracts/freeze";
import type { FreezeRecord } from "@/server/ports/freeze-store";

/** A freeze as the API shows it. */
export function freezeView({ from, until, domains, ...freeze }: FreezeRecord): Freeze {
  const { id, environment, reason, openedBy, liftedBy } = freeze;
  const times = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  return { id, environment, domains: [...domains], reason, ...times, openedBy, liftedBy };
}
