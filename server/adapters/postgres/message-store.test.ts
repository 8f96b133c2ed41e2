import { afterAll, beforeAll, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { createMessageStore } from "./message-store";

let world: OperationsWorld;
beforeAll(async () => {
  world = await operationsWorld();
}, 90_000);
afterAll(() => world.close());

const place = { service: "points-balance-api", environment: "production" };

/** What the in-app channel is given now. */
async function told() {
  const store = createMessageStore(world.database);
  await store.address();
  const due = await store.takeDue(100);
  await Promise.all(due.map((delivery) => store.sent(delivery)));
  return due.map(({ message }) => message).filter(({ channel }) => channel === "in-app");
}

test("who may approve is told of a request for other bounds, and who asked of its end", async () => {
  const { scaling } = world.operations;
  await told();
  const asker = await world.actor("points-dev-1");
  const { base } = await scaling.get(asker, place);
  const { change } = await scaling.change(asker, {
    ...place,
    body: {
      ...{ min: 8, max: 20, targetCpuPercent: 60, scaleDownSeconds: 300 },
      ...{ version: base?.version, reason: "more people" },
    },
  });
  expect(await told()).toMatchObject([
    {
      event: "scaling.requested",
      title: "New bounds of points-balance-api in production wait for an approval",
      sentence: "more people",
      deploymentId: null,
      recipients: ["points-lead", "points-deputy"],
    },
  ]);
  const lead = await world.actor("points-lead");
  await scaling.reject(lead, { ...place, id: change.id, body: { comment: "not today" } });
  expect(await told()).toMatchObject([
    { event: "scaling.rejected", sentence: "points-lead: not today", recipients: ["points-dev-1"] },
  ]);
});
