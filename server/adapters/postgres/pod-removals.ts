import { type Kysely, sql } from "kysely";
import type { Strategy } from "@/contracts/deployment-state";
import type { PodRemoval } from "@/contracts/pod-removal";
import type { AskedRemoval, PodRemovalQueue, PodRemovalStore } from "@/server/ports/pod-removals";
import type { Connection } from "./connection";
import type { Database } from "./database-schema";

interface RemovalRow {
  pod: string;
  state: PodRemoval["state"];
  words: string | null;
  reason: string;
  asked_by: string;
  asked_at: Date;
}

/** Ends of pods that people ask for. */
export function createPodRemovalStore(connection: Connection): PodRemovalStore {
  return {
    async latest(targetId, pod) {
      const { rows } = await sql<RemovalRow>`
        select pod, state, words, reason, asked_by, asked_at from pod_removal
        where target_id = ${targetId} and pod = ${pod} order by asked_at desc limit 1`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { state, words, reason, asked_by: askedBy, asked_at } = row;
      return { pod, state, words, reason, askedBy, askedAt: asked_at.toISOString() };
    },
    async ask(targetId, { id, pod, uid, reason, askedBy }) {
      const { numAffectedRows } = await sql`
        insert into pod_removal (id, target_id, pod, uid, reason, asked_by) values (${id}, ${targetId}, ${pod}, ${uid}, ${reason}, ${askedBy})
        on conflict do nothing`.execute(connection);
      return numAffectedRows === 1n;
    },
  };
}

interface AskedRow {
  id: string;
  pod: string;
  uid: string;
  asked_at: Date;
  now: Date;
  target_id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  pool: string;
}

function toAsked({ id, pod, uid, asked_at, now, target_id, ...place }: AskedRow): AskedRemoval {
  return {
    id,
    pod,
    uid,
    target: { id: target_id, ...place },
    askedAt: asked_at.getTime(),
    now: now.getTime(),
  };
}

/** What the worker carries out; oldest first. */
export function createPodRemovalQueue(db: Kysely<Database>): PodRemovalQueue {
  return {
    async asked() {
      const { rows } = await sql<AskedRow>`
        select r.id, r.pod, r.uid, r.asked_at, now() as now, t.id as target_id,
          t.service, t.environment, t.cluster, t.namespace, t.strategy, s.pool
        from pod_removal r join target t on t.id = r.target_id join service s on s.name = t.service
        where r.state = 'asked' order by r.asked_at limit 20`.execute(db);
      return rows.map(toAsked);
    },
    async settle(id, outcome) {
      const words = outcome.state === "refused" ? outcome.words : null;
      await sql`update pod_removal set state = ${outcome.state}, words = ${words}, settled_at = now()
        where id = ${id} and state = 'asked'`.execute(db);
    },
  };
}
