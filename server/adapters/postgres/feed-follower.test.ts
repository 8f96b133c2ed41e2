import type { Kysely } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { compareCursors, type FeedRow } from "@/server/ports/feed";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { followFeed } from "./feed-follower";
import { feedHorizon } from "./feed-rows";

let fresh: FreshDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 4 });
});
afterAll(async () => {
  await db.destroy();
  await fresh.drop();
});

async function client(): Promise<Client> {
  const opened = new Client({ connectionString: fresh.url });
  opened.on("error", () => undefined);
  await opened.connect();
  return opened;
}

const write = (on: Client, topic: string) =>
  on.query("insert into feed (topic, body) values ($1, '{}')", [topic]).then(() => on.query("notify feed"));

/** Follows from now on and lets a test wait for topics. */
async function follow() {
  const seen: FeedRow[] = [];
  const states: boolean[] = [];
  const waiting: { holds: () => boolean; done: () => void }[] = [];
  const look = (): void => {
    for (const each of [...waiting]) if (each.holds()) waiting.splice(waiting.indexOf(each), 1)[0]?.done();
  };
  const follower = followFeed({ db, url: fresh.url }, await feedHorizon(db), {
    rows(rows) {
      seen.push(...rows);
      look();
    },
    beat: look,
    reachable(yes) {
      states.push(yes);
      look();
    },
  });
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((done) => {
      waiting.push({ holds, done });
      look();
    });
  return { follower, seen, states, until, topics: () => seen.map(({ topic }) => topic) };
}

describe("the change feed", () => {
  test("a transaction that began earlier and commits later loses nothing", async () => {
    const { follower, until, topics } = await follow();
    const slow = await client();
    const quick = await client();
    await slow.query("begin");
    await write(slow, "slow-1");
    await write(quick, "quick-1");
    await write(slow, "slow-2");
    await write(quick, "quick-2");
    await slow.query("commit");
    await until(() => topics().length >= 4);
    expect([...topics()].sort()).toEqual(["quick-1", "quick-2", "slow-1", "slow-2"]);
    await follower.stop();
    await Promise.all([slow.end(), quick.end()]);
  });

  test("four writers at once: every row once, in the order of the cursor", async () => {
    const { follower, seen, until, topics } = await follow();
    const writers = await Promise.all([1, 2, 3, 4].map(client));
    await Promise.all(
      writers.map(async (writer, number) => {
        for (let turn = 0; turn < 25; turn++) {
          await writer.query("begin");
          await write(writer, `w${number}-${turn}`);
          await write(writer, `w${number}-${turn}-again`);
          await writer.query(turn % 5 === 4 ? "rollback" : "commit");
        }
      }),
    );
    await until(() => topics().length >= 160);
    expect(new Set(topics()).size).toBe(160);
    expect(topics()).toHaveLength(160);
    const cursors = seen.map(({ cursor }) => cursor);
    expect(cursors.slice(1).every((cursor, at) => compareCursors(cursors[at]!, cursor) < 0)).toBe(true);
    await follower.stop();
    await Promise.all(writers.map((writer) => writer.end()));
  });

  test("goes on at its cursor after Postgres cut every connection", async () => {
    const { follower, until, topics } = await follow();
    const writer = await client();
    await write(writer, "before");
    await until(() => topics().includes("before"));
    const other = await client();
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await write(other, "after");
    await until(() => topics().includes("after"));
    expect(topics()).toEqual(["before", "after"]);
    await follower.stop();
    await Promise.all([writer.end().catch(() => undefined), other.end()]);
  });
});
