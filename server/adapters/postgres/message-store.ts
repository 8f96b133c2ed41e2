import { type Kysely, sql, type Transaction } from "kysely";
import { type Channel, wants } from "@/server/domain/notification/channel";
import { draftMessage, type Happened } from "@/server/domain/notification/draft-message";
import { versionOf } from "@/server/domain/planning/release-name";
import type { Delivery, MessageStore } from "@/server/ports/message-store";
import type { Database } from "./database-schema";

const batchOfNew = 50;
const takenForSeconds = 30;

interface HappenedRow extends Omit<Happened, "deployment"> {
  outboxId: number;
  eventId: string;
  deploymentId: string | null;
  ref: number | null;
  tag: string | null;
  teams: string[];
}

function happenedOf({ ref, tag, ...row }: HappenedRow): Happened {
  return { ...row, deployment: ref === null || tag === null ? null : { ref, release: versionOf(tag) } };
}

/** Who may be concerned by what happens to a service. */
const people = sql`array[owner.lead, owner.deputy] as approvers, array[s.team, s.owner] as teams,
    coalesce((select array_agg(m.account order by m.account) from team_member m where m.team = s.on_call and m.role = 'on_call'), '{}') as "onCall"`;

/** Services of the campaign `c` with the teams that own them. */
const campaignTeams = sql`campaign_target ct join target t on t.id = ct.target_id join service s on s.name = t.service
    join team owner on owner.name = s.owner and ct.campaign_id = c.id`;

/** Everything that a message says, of these rows of the outbox. */
const facts = sql`
  select o.id as "outboxId", o.dedupe_key as "eventId", o.topic, null as campaign, d.id as "deploymentId", d.ref, t.service, t.environment, b.tag,
    d.requested_by as "requestedBy", ${people},
    coalesce(o.payload ->> 'because', o.payload ->> 'comment', '') as because, o.payload ->> 'by' as by
  from outbox o join deployment d on d.id = (o.payload ->> 'deploymentId')::uuid join target t on t.id = d.target_id
  join service s on s.name = t.service join team owner on owner.name = s.owner join build b on b.id = d.build_id
  union all
  select o.id, o.dedupe_key, o.topic, null, null, null, t.service, t.environment, null, c.requested_by, ${people},
    case o.topic when 'scaling_asked' then c.reason else c.comment end,
    case o.topic when 'scaling_asked' then null else c.decided_by end
  from outbox o join scaling_change c on c.id = (o.payload ->> 'scalingChangeId')::uuid join target t on t.id = c.target_id
  join service s on s.name = t.service join team owner on owner.name = s.owner
  union all
  select o.id, o.dedupe_key, o.topic, c.title, null, null, null, c.environment, null, c.asked_by,
    array(select distinct a from ${campaignTeams}, unnest(array[owner.lead, owner.deputy]) a order by a),
    array(select distinct a from ${campaignTeams}, unnest(array[s.team, s.owner]) a order by a),
    array(select distinct m.account from ${campaignTeams} join team_member m on m.team = s.on_call and m.role = 'on_call' order by 1),
    coalesce(o.payload ->> 'because', ''), o.payload ->> 'by'
  from outbox o join campaign c on c.id = (o.payload ->> 'campaignId')::uuid`;

async function addressIn(tx: Transaction<Database>): Promise<number> {
  const taken = await sql<{ id: number }>`
    update outbox set sent_at = now() where id in (
      select id from outbox where sent_at is null order by id limit ${batchOfNew} for update skip locked) returning id`.execute(
    tx,
  );
  const ids = taken.rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const happened =
    await sql<HappenedRow>`select * from (${facts}) f where f."outboxId" = any(${ids}::bigint[])`.execute(tx);
  const channels =
    await sql<Channel>`select name, scope, events from notification_channel where enabled`.execute(tx);
  const wanted = happened.rows.flatMap((row) => {
    const draft = draftMessage(happenedOf(row));
    if (draft === null) return [];
    return channels.rows
      .filter((channel) => wants(channel, { event: draft.event, teams: row.teams }))
      .map((channel) => ({ outbox_id: row.outboxId, channel: channel.name }));
  });
  if (wanted.length > 0)
    await tx
      .insertInto("notification_delivery")
      .values(wanted)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return ids.length;
}

async function take(db: Kysely<Database>, batch: number): Promise<readonly Delivery[]> {
  const { rows } = await sql<HappenedRow & { channel: string; attempt: number }>`
    with due as (
      select n.outbox_id, n.channel from notification_delivery n join outbox o on o.id = n.outbox_id
      where n.status = 'due' and n.due_at <= now() and not exists (
        select from notification_delivery e join outbox eo on eo.id = e.outbox_id
        where e.status = 'due' and e.channel = n.channel and e.outbox_id < n.outbox_id
          and eo.payload ->> 'deploymentId' = o.payload ->> 'deploymentId')
      order by n.outbox_id limit ${batch} for update of n skip locked),
    taken as (
      update notification_delivery n set attempts = n.attempts + 1, due_at = now() + make_interval(secs => ${takenForSeconds})
      from due where n.outbox_id = due.outbox_id and n.channel = due.channel returning n.outbox_id, n.channel, n.attempts)
    select f.*, taken.channel, taken.attempts as attempt from taken join (${facts}) f on f."outboxId" = taken.outbox_id
    order by taken.outbox_id, taken.channel`.execute(db);
  return rows.flatMap((row) => {
    const draft = draftMessage(happenedOf(row));
    if (draft === null) return [];
    const { outboxId, attempt, eventId: id, channel, deploymentId } = row;
    const message = { ...draft, id, channel, deploymentId, recipients: [...draft.recipients] };
    return [{ outboxId, attempt, message }];
  });
}

/** The outbox and its deliveries in Postgres; a message is made from the rows as they are when it is sent. */
export function createMessageStore(db: Kysely<Database>): MessageStore {
  return {
    address: () => db.transaction().execute(addressIn),
    takeDue: (batch) => take(db, batch),
    async sent({ outboxId, message }) {
      await sql`update notification_delivery set status = 'sent', ended_at = now(), last_error = null
        where outbox_id = ${outboxId} and channel = ${message.channel} and status = 'due'`.execute(db);
    },
    async failed({ outboxId, message }, { error, againInMs }) {
      await sql`update notification_delivery set last_error = ${error.slice(0, 500)},
          status = ${againInMs === null ? "dead" : "due"}, ended_at = ${againInMs === null ? sql`now()` : null},
          due_at = now() + make_interval(secs => ${(againInMs ?? 0) / 1000})
        where outbox_id = ${outboxId} and channel = ${message.channel} and status = 'due'`.execute(db);
    },
  };
}
