import { type Kysely, sql } from "kysely";
import type { Message } from "@/contracts/message";
import type { MessageReads } from "@/server/ports/message-reads";
import type { MessageSink } from "@/server/ports/message-store";
import type { Connection } from "./connection";
import type { Database } from "./database-schema";

/**
 * Keeps messages where the portal shows them: the in-app channel always, every other channel until it has an adapter of its
 * own. A message that was taken before stays one.
 */
export function createLocalSink(db: Kysely<Database>): MessageSink {
  return {
    async deliver({ id, channel, event, deploymentId, title, sentence, recipients }) {
      await db
        .insertInto("local_message")
        .values({ event_id: id, channel, event, deployment_id: deploymentId, title, sentence, recipients })
        .onConflict((conflict) => conflict.columns(["event_id", "channel"]).doNothing())
        .execute();
    },
  };
}

/** Reads what the local sink has taken. */
export function createMessageReads(connection: Connection): MessageReads {
  return {
    async page({ channel, recipient, deploymentId, before, limit }) {
      const answer = await sql<Omit<Message, "at"> & { at: Date; seq: number }>`
        select id as seq, event_id as id, channel, event, title, sentence, deployment_id as "deploymentId", recipients, at
        from local_message where channel = ${channel}
          and (${recipient ?? null}::text is null or ${recipient ?? null} = any(recipients))
          and (${deploymentId ?? null}::uuid is null or deployment_id = ${deploymentId ?? null})
          and (${before ?? null}::bigint is null or id < ${before ?? null})
        order by local_message.id desc limit ${limit + 1}`.execute(connection);
      const rows = answer.rows.slice(0, limit);
      return {
        rows: rows.map(({ seq: _seq, ...row }) => ({ ...row, at: row.at.toISOString() })),
        next: answer.rows.length > limit ? String(rows.at(-1)?.seq ?? "") : null,
      };
    },
    async channels() {
      const { rows } = await sql<{
        name: string;
      }>`select name from notification_channel order by name`.execute(connection);
      return rows.map(({ name }) => name);
    },
  };
}
