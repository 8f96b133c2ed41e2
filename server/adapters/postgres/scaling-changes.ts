import { sql } from "kysely";
import type { BasePolicy, RaisedFloor } from "@/contracts/scaling-change";
import type { ScalingChangeRecord, ScalingChangeStore } from "@/server/ports/scaling-changes";
import type { Connection } from "./connection";

interface ChangeRow {
  id: string;
  number: number;
  kind: ScalingChangeRecord["kind"];
  state: ScalingChangeRecord["state"];
  policy_version: string | number;
  was: BasePolicy | RaisedFloor | null;
  becomes: BasePolicy | RaisedFloor | null;
  reason: string;
  requested_by: string;
  requested_at: Date;
  expires_at: Date | null;
  decided_by: string | null;
  settled_at: Date | null;
  comment: string;
}

function toRecord(row: ChangeRow): ScalingChangeRecord {
  const { id, number, kind, state, was, becomes, reason, comment } = row;
  const isBase = kind === "bounds";
  return {
    ...{ id, number, kind, state, reason, comment },
    policyVersion: Number(row.policy_version),
    bounds: isBase ? { was: was as BasePolicy, becomes: becomes as BasePolicy } : null,
    floor: isBase ? null : { was: was as RaisedFloor | null, becomes: becomes as RaisedFloor | null },
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    decidedBy: row.decided_by,
    settledAt: row.settled_at?.getTime() ?? null,
  };
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

type Records = Pick<ScalingChangeStore, "history" | "byId" | "waiting" | "insert" | "settle" | "supersede">;
function records(connection: Connection): Records {
  return {
    async history(targetId, limit) {
      const { rows } = await sql<ChangeRow>`
        select * from scaling_change where target_id = ${targetId} order by number desc limit ${limit}`.execute(
        connection,
      );
      return rows.map(toRecord);
    },
    async byId(targetId, id) {
      const { rows } = await sql<ChangeRow>`
        select * from scaling_change where target_id = ${targetId} and id = ${id}`.execute(connection);
      return rows[0] && toRecord(rows[0]);
    },
    async waiting() {
      const { rows } = await sql<ChangeRow & { service: string; environment: string; version: string }>`
        select c.*, t.service, t.environment, p.row_version as version from scaling_change c
        join target t on t.id = c.target_id join scaling_policy p on p.target_id = t.id
        where c.state = 'pending' and c.expires_at > now() order by c.requested_at, c.id`.execute(connection);
      return rows.map(({ service, environment, version, ...row }) => ({
        service,
        environment,
        version: Number(version),
        change: toRecord(row),
      }));
    },
    async insert(targetId, change) {
      const { was = null, becomes = null } = change.bounds ?? change.floor ?? {};
      const expires = change.expiresAt === null ? null : new Date(change.expiresAt);
      await sql`
        insert into scaling_change (id, target_id, number, kind, state, policy_version, was, becomes, reason, requested_by,
          expires_at, settled_at)
        select ${change.id}, ${targetId}, coalesce(max(number), 0) + 1, ${change.kind}, ${change.state}, ${change.policyVersion},
          ${json(was)}::jsonb, ${json(becomes)}::jsonb, ${change.reason}, ${change.requestedBy}, ${expires}::timestamptz,
          ${change.state === "pending" ? sql`null` : sql`now()`}
        from scaling_change where target_id = ${targetId}`.execute(connection);
    },
    async settle(id, { state, by, comment }) {
      const done = await sql`
        update scaling_change set state = ${state}, decided_by = ${by}, comment = ${comment}, settled_at = now()
        where id = ${id} and state = 'pending'`.execute(connection);
      if (done.numAffectedRows !== 1n) throw new Error(`scaling change ${id} was settled already`);
    },
    async supersede(targetId) {
      const { rows } = await sql<{ number: number }>`
        update scaling_change set state = 'superseded', settled_at = now()
        where target_id = ${targetId} and state = 'pending' returning number`.execute(connection);
      return rows.map(({ number }) => number);
    },
  };
}

/** The caretaker of idle targets looks at this one in its next round. */
async function wake(connection: Connection, targetId: string): Promise<void> {
  await sql`update target set reconcile_at = now() where id = ${targetId}`.execute(connection);
}

/** Changes of scaling on one connection or transaction. */
export function createScalingChangeStore(connection: Connection): ScalingChangeStore {
  return {
    ...records(connection),
    async lock(targetId) {
      await sql`select 1 from scaling_policy where target_id = ${targetId} for update`.execute(connection);
    },
    async setBase(targetId, { min, max, targetCpuPercent, scaleDownSeconds }, version) {
      const done = await sql`
        update scaling_policy set base_min = ${min}, base_max = ${max}, target_cpu_percent = ${targetCpuPercent},
          scale_down_seconds = ${scaleDownSeconds}, row_version = row_version + 1
        where target_id = ${targetId} and row_version = ${version}`.execute(connection);
      if (done.numAffectedRows !== 1n) return false;
      await wake(connection, targetId);
      return true;
    },
    async setFloor(targetId, floor) {
      await sql`
        delete from scaling_floor where target_id = ${targetId} and source = 'override'`.execute(connection);
      if (floor)
        await sql`
          insert into scaling_floor (target_id, color, source, value, expires_at)
          values (${targetId}, 'all', 'override', ${floor.value}, ${new Date(floor.until)})`.execute(
          connection,
        );
      await wake(connection, targetId);
    },
  };
}
