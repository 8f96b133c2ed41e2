import { type RawBuilder, sql } from "kysely";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { CampaignRecord } from "@/server/ports/campaign-store";

/** A column as ms since the epoch. */
export const ms = (column: string): RawBuilder<unknown> =>
  sql`floor(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;

type Row = Omit<CampaignRecord, "version" | "multiplier"> & {
  version: string | number;
  multiplier: string | number | null;
};

/** Occurrences as JSON; `coolUntil` counts from the moment at which a worker lets the floors down, once there is one. */
export const occurrenceJson = sql`json_build_object('date', to_char(o.date, 'YYYY-MM-DD'), 'leadAt', ${ms("o.lead_at")},
  'startsAt', ${ms("o.start_at")}, 'endsAt', ${ms("o.end_at")}, 'coolUntil', ${ms("o.end_at")} + o.cool_seconds * 1000,
  'openedAt', ${ms("o.opened_at")}, 'readyAt', ${ms("o.ready_at")}, 'late', o.late, 'missed', o.missed,
  'coolFrom', ${ms("o.cool_from")}, 'closedAt', ${ms("o.closed_at")}, 'ready', o.ready, 'result', o.result)`;

/** Campaigns by a condition on `c`. */
export async function readCampaigns(
  connection: Connection,
  where: RawBuilder<unknown>,
): Promise<CampaignRecord[]> {
  const { rows } = await sql<Row>`
    select c.id, c.slug, c.title, c.channel, c.environment, c.owner, c.asked_by as "askedBy", c.zone, c.start_local as "startLocal",
      c.duration_seconds as "durationSeconds", c.lead_seconds as "leadSeconds", c.cool_down_seconds as "coolDownSeconds",
      c.recurrence, c.multiplier, c.freezes as freeze, c.row_version as version, ${ms("c.created_at")} as "createdAt",
      ${ms("c.confirmed_at")} as "confirmedAt", ${ms("c.canceled_at")} as "canceledAt", c.canceled_by as "canceledBy",
      c.cancel_reason as "cancelReason",
      (select json_agg(json_build_object('targetId', ct.target_id, 'service', t.service, 'floor', ct.floor, 'max', ct.max,
        'confirmedBy', ct.confirmed_by, 'confirmedAt', ${ms("ct.confirmed_at")}) order by ct.position)
        from campaign_target ct join target t on t.id = ct.target_id where ct.campaign_id = c.id) as targets,
      (select json_agg(${occurrenceJson} order by o.start_at) from campaign_occurrence o where o.campaign_id = c.id) as occurrences
    from campaign c where ${where} order by c.created_at desc, c.slug`.execute(connection);
  return rows.map((row) => ({
    ...row,
    version: Number(row.version),
    multiplier: row.multiplier === null ? null : Number(row.multiplier),
  }));
}
