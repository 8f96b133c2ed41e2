import * as z from "zod";
import type { DeploymentList } from "@/contracts/deployment";
import { deploymentKindSchema, deploymentStates, isTerminal } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import { summaryOf } from "@/server/domain/deployment-view/summary";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { parseInput } from "@/server/operations/parse-input";
import type { DeploymentFilter } from "@/server/ports/deployment-ledger";
import type { Stores } from "@/server/ports/unit-of-work";

/** Filters of lists of deployments; all of them hold. */
export const listInputSchema = z.object({
  service: z.string().max(40).optional(),
  environment: z.string().max(40).optional(),
  /** `active`: not over yet. */
  state: z.enum(["active", "ended"]).optional(),
  kind: deploymentKindSchema.optional(),
  /** A piece of a service, tag or account name. */
  q: z.string().trim().max(100).optional(),
  requestedBy: z.string().max(60).optional(),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListInput = z.input<typeof listInputSchema>;

const statesOf = {
  active: deploymentStates.filter((state) => !isTerminal(state)),
  ended: deploymentStates.filter(isTerminal),
} as const;

function filterOf(input: z.output<typeof listInputSchema>): DeploymentFilter {
  const { state, cursor, limit, q, ...same } = input;
  const defined = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
  return {
    ...defined,
    ...(state ? { states: statesOf[state] } : {}),
    ...(q ? { text: q } : {}),
    ...(cursor === undefined ? {} : { before: Number(cursor) }),
    limit: limit + 1,
  };
}

/** One page of deployments, newest first. */
export async function deploymentPage(
  stores: Stores,
  reader: { actor: Actor; cursor: string },
  input: z.output<typeof listInputSchema>,
): Promise<DeploymentList> {
  const [records, now] = await Promise.all([stores.deployments.list(filterOf(input)), stores.now()]);
  const rows = records.slice(0, input.limit).map((record) => summaryOf(record, { actor: reader.actor, now }));
  return {
    rows,
    next: records.length > input.limit ? String(rows.at(-1)?.ref ?? "") : null,
    cursor: reader.cursor,
  };
}

/** Deployments by filter, newest first. */
export function makeListDeployments(ports: OperationPorts) {
  return async (actor: Actor, input: ListInput): Promise<DeploymentList> =>
    deploymentPage(
      ports.work.read,
      { actor, cursor: ports.fleet.cursor() },
      parseInput(listInputSchema, input),
    );
}
