import { type RawBuilder, sql } from "kysely";
import { type WindowFloor, windowFloors } from "@/server/domain/scaling/windows";

/** Windows of a target as JSON has them, with the instant at which they were read. */
export interface WindowsRow {
  windows: Parameters<typeof windowFloors>[0][number][] | null;
  read_at: string | number;
}

const ms = (column: string) => sql`floor(extract(epoch from ${sql.raw(column)}) * 1000)`;

/** Columns of a target's windows that hold or may hold soon: confirmed, not canceled, not over. The floors follow in `floorsOf`. */
export function windowColumns(targetId: RawBuilder<unknown>, now: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    (select json_agg(json_build_object('campaign', w.slug, 'floor', w.floor, 'max', w.max, 'leadAt', ${ms("w.lead_at")},
      'startsAt', ${ms("w.start_at")}, 'endsAt', ${ms("w.end_at")}, 'coolMs', w.cool_seconds * 1000,
      'openedAt', ${ms("w.opened_at")}, 'coolFrom', ${ms("w.cool_from")}))
      from (select c.slug, ct.floor, ct.max, o.* from campaign_target ct join campaign c on c.id = ct.campaign_id
        join campaign_occurrence o on o.campaign_id = c.id
        where ct.target_id = ${targetId} and c.confirmed_at is not null and c.canceled_at is null and o.closed_at is null
          and o.lead_at <= ${now}) w) as windows,
    floor(extract(epoch from ${now}) * 1000) as read_at`;
}

/** The floors of the windows that hold at the instant at which they were read. */
export function floorsOf({ windows, read_at }: WindowsRow, baseMin: number): WindowFloor[] {
  return windowFloors(windows ?? [], { baseMin, now: Number(read_at) });
}

/** When the floors of a target's windows change next; null: never. */
export function nextChange(targetId: RawBuilder<unknown>, now: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    (select min(b.at) from campaign_target ct join campaign c on c.id = ct.campaign_id
      join campaign_occurrence o on o.campaign_id = c.id,
      lateral (values (o.lead_at), (o.cool_from), (o.cool_from + make_interval(secs => o.cool_seconds / 3.0)),
        (o.cool_from + make_interval(secs => o.cool_seconds * 2 / 3.0)), (o.cool_from + make_interval(secs => o.cool_seconds))) b (at)
      where ct.target_id = ${targetId} and c.confirmed_at is not null and c.canceled_at is null and o.closed_at is null and b.at > ${now})`;
}
