import type { ServiceRow } from "@/contracts/service";

/** A request that waits for an approver is no trouble of the service: it is drawn as a person, not as a warning. */
export function waitsForApproval(row: ServiceRow): boolean {
  return row.health === "look" && row.inFlight?.state === "awaiting_approval" && row.inFlight.hold === "none";
}
