import { type Kysely, sql } from "kysely";
import type { Color } from "@/contracts/color";
import { type DeploymentState, isExclusive, type Strategy } from "@/contracts/deployment-state";
import type { Database } from "@/server/adapters/postgres/database-schema";

/** A deployment as its row and its transitions tell it, for who compares it with what the cluster saw. */
export interface ReleaseSeen {
  number: number;
  strategy: Strategy;
  /** Its last fence: whoever takes it over from a dead worker gets a higher one. Null while it holds no lock yet. */
  epoch: number | null;
  state: DeploymentState;
  /** Every state that it ever entered. */
  entered: readonly DeploymentState[];
  candidateColor: Color | null;
  fromColor: Color | null;
  need: number | null;
  floor: number | null;
}

/** The deployments of a target in `dev`, in the order of their numbers; those of the seed held no fence and are left out. */
export async function releasesSeen(db: Kysely<Database>, service: string): Promise<ReleaseSeen[]> {
  const { rows } = await sql<ReleaseSeen>`
    select d.number, t.strategy, d.epoch::int as epoch, d.state, d.candidate_color as "candidateColor", d.from_color as "fromColor",
      d.need, d.floor,
      array(select distinct to_state from deployment_transition x where x.deployment_id = d.id) as entered
    from deployment d join target t on t.id = d.target_id
    where t.service = ${service} and t.environment = 'dev' and d.via = 'test'
    order by d.number`.execute(db);
  // A row that never held the lock may carry the fence of whoever held it meanwhile.
  return rows.map((row) => (row.entered.some(isExclusive) ? row : { ...row, epoch: null }));
}

/** The release that a fence belongs to: of those whose last fence is not lower, the one with the lowest. */
export function ownerOf(fence: number | null, releases: readonly ReleaseSeen[]): ReleaseSeen | null {
  if (fence === null) return null;
  const owner = releases
    .filter(({ epoch }) => epoch !== null && epoch >= fence)
    .sort((one, other) => (one.epoch ?? 0) - (other.epoch ?? 0));
  return owner[0] ?? null;
}
