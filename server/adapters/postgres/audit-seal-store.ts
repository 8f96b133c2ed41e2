import { type Kysely, sql, type Transaction } from "kysely";
import { type AuditRow, chainStart, type Seal, sealsFor } from "@/server/domain/audit/chain";
import type { AuditChainReads, AuditSealStore } from "@/server/ports/audit-seal-store";
import type { Connection } from "./connection";
import type { Database } from "./database-schema";
import { sha256 } from "./sha256";

/** Key of the advisory lock that lets one worker seal at a time. */
const sealerLock = 7_204_519;

const columns = sql`
  e.seq, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.actor, e.via, e.action, e.subject, e.summary,
  e.before, e.after, e.request_id as "requestId", e.ip`;

async function sealBatch(
  tx: Transaction<Database>,
  { batch, sinceMs }: { batch: number; sinceMs: number | null },
): Promise<number> {
  const lock = await sql<{ won: boolean }>`select pg_try_advisory_xact_lock(${sealerLock}) as won`.execute(
    tx,
  );
  if (lock.rows[0]?.won !== true) return 0;
  const young = sinceMs === null ? sql`` : sql`and e.at > now() - make_interval(secs => ${sinceMs / 1000})`;
  const { rows } = await sql<AuditRow>`
    select ${columns} from audit_event e
    where not exists (select from audit_seal s where s.event_seq = e.seq) ${young} order by e.seq limit ${batch}`.execute(
    tx,
  );
  if (rows.length === 0) return 0;
  const head = await sql<{ position: number; hash: string }>`
    select position, hash from audit_seal order by position desc limit 1`.execute(tx);
  const seals = sealsFor(rows, head.rows[0] ?? { position: 0, hash: chainStart }, sha256);
  await sql`
    insert into audit_seal (position, event_seq, previous_hash, hash)
    select * from unnest(${seals.map((seal) => seal.position)}::bigint[], ${seals.map((seal) => seal.eventSeq)}::bigint[],
      ${seals.map((seal) => seal.previousHash)}::text[], ${seals.map((seal) => seal.hash)}::text[])`.execute(
    tx,
  );
  return seals.length;
}

/** Seals in Postgres: found by what is missing, not by the last number seen, because rows commit out of order. */
export function createAuditSealStore(db: Kysely<Database>): AuditSealStore {
  return {
    seal: (batch, sinceMs) => db.transaction().execute((tx) => sealBatch(tx, { batch, sinceMs })),
  };
}

type LinkRow = Omit<AuditRow, "seq"> & Omit<Seal, "eventSeq"> & { seq: number | null; eventSeq: number };

/** The chain as it stands, on a pool or transaction. */
export function createAuditChainReads(connection: Connection): AuditChainReads {
  return {
    async links(after, limit) {
      const { rows } = await sql<LinkRow>`
        select s.position, s.event_seq as "eventSeq", s.previous_hash as "previousHash", s.hash, ${columns}
        from audit_seal s left join audit_event e on e.seq = s.event_seq
        where s.position > ${after} order by s.position limit ${limit}`.execute(connection);
      return rows.map(({ position, eventSeq, previousHash, hash, seq, ...row }) => ({
        seal: { position, eventSeq, previousHash, hash },
        row: seq === null ? null : { seq, ...row },
      }));
    },
    async unsealed() {
      const { rows } = await sql<{ rows: number; oldest: number }>`
        select count(*)::int as rows, coalesce(extract(epoch from now() - min(e.at)) * 1000, 0)::float8 as oldest
        from audit_event e where not exists (select from audit_seal s where s.event_seq = e.seq)`.execute(
        connection,
      );
      return { rows: rows[0]?.rows ?? 0, oldestMs: rows[0]?.oldest ?? 0 };
    },
  };
}
