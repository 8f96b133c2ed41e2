import { afterAll, beforeAll, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "production" };
const minute = 60_000;
const base = Date.UTC(2026, 10, 20, 12);
let world: OperationsWorld;

/** Event `number`, that many minutes before the newest; 3 and 4 are of one moment. */
const event = (number: number, more: object = {}) => {
  const at = new Date(base - (number === 4 ? 3 : number) * minute);
  return {
    ...{ cluster: "prod-1", uid: `event-${number}`, namespace: "payment-prod", service: place.service },
    ...{ type: "Normal", reason: "Pulled", message: `said ${number}`, count: 1 },
    ...{ object_kind: "Pod", object_name: `pod-${number}`, object_uid: null, first_at: at, last_at: at },
    ...more,
  };
};

beforeAll(async () => {
  world = await operationsWorld();
  await world.database
    .insertInto("cluster_event")
    .values([
      event(1),
      event(2, { type: "Warning", reason: "BackOff", message: "restarting failed container" }),
      event(3),
      event(4),
      event(5, { reason: "Killing" }),
      event(6, { service: "payment-ledger-api" }),
      event(7, { cluster: "beta-1" }),
    ])
    .execute();
}, 90_000);
afterAll(() => world.close());

const list = async (more: object = {}, account = "points-dev-1") => {
  const { events, next } = await world.operations.services.events(await world.actor(account), {
    ...place,
    ...more,
  });
  return { uids: events.map(({ uid }) => uid), next };
};

test("everybody sees what the cluster said about a service, last seen first, and nothing of others", async () => {
  const { uids, next } = await list();
  expect(uids).toEqual(["event-1", "event-2", "event-4", "event-3", "event-5"]);
  expect(next).toBeNull();
});

test.each([
  ["warnings alone", { type: "Warning" }, ["event-2"]],
  ["all but warnings", { type: "Normal" }, ["event-1", "event-4", "event-3", "event-5"]],
  ["a piece of the reason, in any case", { q: "killing" }, ["event-5"]],
  ["a piece of the message", { q: "failed container" }, ["event-2"]],
  ["a piece of the object's name", { q: "pod-3" }, ["event-3"]],
  ["a wildcard as it is written", { q: "%" }, []],
])("%s", async (_what, filter, expected) => expect((await list(filter)).uids).toEqual(expected));

test("pages follow each other without a gap or a repeat, also within one moment", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { uids, next } = await list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...uids);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual((await list()).uids);
});

test.each([
  ["a cursor that is none", { cursor: "yesterday" }, "invalid_input"],
  ["a moment that no calendar has", { cursor: "99999999999999.x" }, "invalid_input"],
  ["a service that is none", { service: "nobody-api" }, "not_found"],
])("%s is refused", async (_what, more, code) => {
  await expect(list(more)).rejects.toMatchObject({ refusal: { code } });
});

test("a pipeline's account is refused: it deploys and does not look at pods", async () => {
  await expect(list({}, "ci-bot")).rejects.toMatchObject({ refusal: { code: "forbidden" } });
});
