import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { KeptRun } from "@/server/ports/kept-logs";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { createKeptLogReads, createKeptLogStore } from "./kept-logs";

let database: FreshDatabase;
let db: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url);
  await sql`insert into cluster (name, zone, access, role, kubernetes_version, ingress_class)
    values ('dev-1', 'office', 'direct', 'primary', '1.34', 'edge')`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const now = Date.now();
const hoursAgo = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();
const place = (service: string) => ({ cluster: "dev-1", namespace: "shop-dev", service });

const run = (more: Partial<KeptRun> & { service: string }): KeptRun => ({
  ...{ namespace: "shop-dev", color: "blue", pod: "p", uid: "u", container: "app", cause: "crashed" },
  ...{ reason: "Error", exitCode: 1, startedAt: hoursAgo(30), endedAt: hoursAgo(25), problem: null },
  lines: ["2026-03-02T14:00:00Z one", "2026-03-02T14:00:01Z an emoji 👋 and a quote '"],
  ...more,
});

test("what crashed yesterday is readable today, every character of it", async () => {
  const store = createKeptLogStore(db);
  const kept = run({ service: "a" });
  await store.keep("dev-1", [kept]);
  await store.prune();
  expect(await createKeptLogReads(db).read(place("a"), 9)).toEqual([kept]);
  const [listed] = await createKeptLogReads(db).list(place("a"));
  expect(listed).toEqual({
    ...{ pod: "p", container: "app", color: "blue", cause: "crashed", reason: "Error", exitCode: 1 },
    ...{
      startedAt: kept.startedAt,
      endedAt: kept.endedAt,
      lines: 2,
      problem: null,
      keptAt: expect.any(String),
    },
  });
});

test("a run that is kept again is replaced, but not by one that could not be read", async () => {
  const store = createKeptLogStore(db);
  const kept = run({ service: "b", uid: "b" });
  await store.keep("dev-1", [kept]);
  await store.keep("dev-1", [
    { ...kept, lines: [...kept.lines, "2026-03-02T14:00:02Z SIGTERM"], exitCode: 143 },
  ]);
  await store.keep("dev-1", [{ ...kept, lines: [], problem: "gone" }]);
  expect(await createKeptLogReads(db).read(place("b"), 9)).toMatchObject([
    { lines: { length: 3 }, exitCode: 143, problem: null },
  ]);
});

test.each<[string, object, string[]]>([
  ["newest end first", {}, ["z", "y", "x"]],
  ["of one color", { color: "green" }, ["y"]],
  ["of one pod", { pod: "x" }, ["x"]],
  ["of one container", { container: "proxy" }, ["z"]],
  ["that ended since a moment", { since: hoursAgo(2.5) }, ["z", "y"]],
])("runs are read %s", async (_what, choice, expected) => {
  await createKeptLogStore(db).keep("dev-1", [
    run({ service: "c", uid: "x", pod: "x", endedAt: hoursAgo(3) }),
    run({ service: "c", uid: "y", pod: "y", endedAt: hoursAgo(2), color: "green" }),
    run({ service: "c", uid: "z", pod: "z", endedAt: hoursAgo(1), container: "proxy", color: null }),
  ]);
  const found = await createKeptLogReads(db).read({ ...place("c"), ...choice }, 9);
  expect(found.map(({ pod }) => pod)).toEqual(expected);
});

test("kept are 14 days, and the newest 100 of a cause: a crash loop pushes out no deleted pod", async () => {
  const store = createKeptLogStore(db);
  const crashes = Array.from({ length: 105 }, (_, number) =>
    run({ service: "d", uid: `d${number}`, pod: `d${number}`, endedAt: hoursAgo(number) }),
  );
  await store.keep("dev-1", crashes);
  await store.keep("dev-1", [
    run({ service: "d", uid: "gone", pod: "gone", cause: "deleted", endedAt: hoursAgo(13 * 24) }),
    run({ service: "d", uid: "old", pod: "old", cause: "deleted", endedAt: hoursAgo(15 * 24) }),
  ]);
  await store.prune();
  const left = await createKeptLogReads(db).list(place("d"));
  expect(left).toHaveLength(101);
  expect(left.at(-1)?.pod).toBe("gone");
});

test("the worker knows the crashes that it kept, not the pods that were being deleted", async () => {
  const store = createKeptLogStore(db);
  await store.keep("dev-1", [
    run({ service: "e", uid: "e1" }),
    run({ service: "e", uid: "e2", cause: "deleted" }),
  ]);
  const names = [...(await store.known("dev-1"))].map((name) => name.split(" ")[0]);
  expect(names).toContain("e1");
  expect(names).not.toContain("e2");
});
