import { sql } from "kysely";
import type { CampaignMark, DeploymentMark, MarkerReads } from "@/server/ports/marker-reads";
import type { Connection } from "./connection";

/** Marks that one chart shows, the newest. */
const mostMarks = 200;

type Row<Mark> = Omit<Mark, "at"> & { at: Date };

/** Instants of deployments by their transitions. */
export function createMarkerReads(connection: Connection): MarkerReads {
  return {
    async deployments(targetId, from, to) {
      const { rows } = await sql<Row<DeploymentMark>>`
        select m.at, d.id, d.ref, d.kind, m.step, b.tag, c.version as config,
          case m.step when 'back' then d.from_color else d.candidate_color end as color
        from deployment d join build b on b.id = d.build_id join config_version c on c.id = d.config_version_id
        cross join lateral (
          select min(x.at) as at, 'began' as step from deployment_transition x
            where x.deployment_id = d.id and x.to_state = 'applying'
          union all select d.switched_at, 'switched'
          union all select min(x.at), 'back' from deployment_transition x
            where x.deployment_id = d.id and x.to_state = 'rolling_back' and d.switched_at is not null) m
        where d.target_id = ${targetId} and m.at between ${new Date(from)} and ${new Date(to)}
        order by m.at desc limit ${mostMarks}`.execute(connection);
      return rows.map((row) => ({ ...row, at: row.at.getTime() })).reverse();
    },
    async campaigns(targetId, from, to) {
      const { rows } = await sql<Row<CampaignMark>>`
        select m.at, c.slug, c.title, ct.floor, m.step
        from campaign_target ct join campaign c on c.id = ct.campaign_id
        join campaign_occurrence o on o.campaign_id = c.id and o.opened_at is not null
        cross join lateral (values (o.opened_at, 'scales'), (o.start_at, 'starts'), (o.end_at, 'ends')) m (at, step)
        where ct.target_id = ${targetId} and c.confirmed_at is not null
          and m.at between ${new Date(from)} and ${new Date(to)}
        order by m.at desc limit ${mostMarks}`.execute(connection);
      return rows.map((row) => ({ ...row, at: row.at.getTime() })).reverse();
    },
  };
}
