import { sql } from "kysely";
import type { AnswerStore } from "@/server/ports/unit-of-work";
import type { Connection } from "./connection";

/** Answers of requests with an idempotency key. Two requests with one key are decided one after the other. */
export function createAnswerStore(connection: Connection): AnswerStore {
  return {
    async find(account, key) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${account}/${key}`}, 0))`.execute(
        connection,
      );
      const row = await connection
        .selectFrom("idempotency_key")
        .select(["request_sha256", "response"])
        .where("account", "=", account)
        .where("key", "=", key)
        .executeTakeFirst();
      return row && { requestSha256: row.request_sha256, response: row.response };
    },
    async save({ account, key, operation, requestSha256, response }) {
      await connection
        .insertInto("idempotency_key")
        .values({
          account,
          key,
          operation,
          request_sha256: requestSha256,
          response: JSON.stringify(response),
        })
        .execute();
    },
  };
}
