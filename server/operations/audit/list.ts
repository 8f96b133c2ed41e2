import * as z from "zod";
import type { AuditPage } from "@/contracts/audit";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";

const auditInputSchema = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** Services that an actor builds, owns or is paged for. */
function ownServices(ports: OperationPorts, actor: Actor, environments: readonly string[]): string[] {
  const teams = new Set(actor.memberships.map(({ team }) => team));
  const rows = environments.flatMap((environment) => ports.fleet.rows(environment));
  const own = rows.filter(
    ({ team, owner, onCall }) => teams.has(team) || teams.has(owner) || teams.has(onCall),
  );
  return [...new Set(own.map(({ name }) => name))];
}

const readsEverything = ["auditor", "release-manager", "platform-admin"];

/** The audit log, newest first: all of it for auditors, release managers and platform admins, the own services' for others. */
export function makeListAudit(ports: OperationPorts) {
  return async (actor: Actor, input: z.input<typeof auditInputSchema>): Promise<AuditPage> => {
    const { cursor, limit } = parseInput(auditInputSchema, input);
    const before = cursor === undefined ? {} : { before: Number(cursor) };
    const { read } = ports.work;
    if (actor.roles.some((role) => readsEverything.includes(role)))
      return read.log.page({ ...before, limit });
    if (actor.memberships.length === 0)
      refuse("forbidden", "Only auditors, release managers and the teams of a service read the audit log.", [
        "auditor",
      ]);
    const environments = (await read.catalog.environments()).map(({ name }) => name);
    return read.log.page({ ...before, limit, services: ownServices(ports, actor, environments) });
  };
}
