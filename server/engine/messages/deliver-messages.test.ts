import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLocalSink } from "@/server/adapters/postgres/local-sink";
import { createMessageStore } from "@/server/adapters/postgres/message-store";
import type { Delivery, MessageSink, MessageStore } from "@/server/ports/message-store";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { deliverMessages, pauseAfter } from "./deliver-messages";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe("messages on their way from the outbox to the channels", () => {
  let world: OperationsWorld;
  let store: MessageStore;
  let sink: MessageSink;
  let refund: string;
  beforeAll(async () => {
    world = await operationsWorld();
    store = createMessageStore(world.database);
    sink = createLocalSink(world.database);
    refund = await world.deployment("payment-refund-api", "production", "awaiting_approval");
  }, 90_000);
  afterAll(() => world.close());

  /** What the engine writes with a transition. */
  const announce = async (key: string, topic: string, because = "Because.") => {
    const payload = JSON.stringify({ deploymentId: refund, because });
    await sql`insert into outbox (dedupe_key, topic, payload) values (${key}, ${topic}, ${payload}::jsonb)`.execute(
      world.database,
    );
  };
  const makeAllDue = () =>
    sql`update notification_delivery set due_at = now() where status = 'due'`.execute(world.database);
  const inChannel = async (account: string, channel?: string) =>
    (
      await world.operations.messages(await world.actor(account), channel === undefined ? {} : { channel })
    ).rows.map(({ event, sentence }) => `${event}: ${sentence}`);
  const deliver = (into: MessageSink = sink) => deliverMessages({ store, sink: into, log: silent });

  test("a decision reaches the one who asked, and nobody else", async () => {
    const planHash = await world.planHash(refund);
    await world.operations.approvals.approve(await world.actor("payment-lead"), {
      id: refund,
      body: { planHash, comment: "looks fine" },
    });
    await deliver();
    expect(await inChannel("payment-dev-1")).toEqual(["approval.approved: payment-lead: looks fine"]);
    expect(await inChannel("payment-dev-2")).toEqual([]);
    expect(await inChannel("auditor", "payment-releases")).toEqual([]);
  });

  test("a failure reaches the team's channel and the one on call", async () => {
    await announce("one", "failed", "The image is gone.");
    await deliver();
    expect(await inChannel("auditor", "payment-releases")).toEqual(["deployment.failed: The image is gone."]);
    expect(await inChannel("auditor", "on-call")).toEqual(["deployment.failed: The image is gone."]);
    expect(await inChannel("payment-oncall-1")).toEqual(["deployment.failed: The image is gone."]);
    expect(await inChannel("auditor", "points-releases")).toEqual([]);
  });

  test("a worker that dies after the delivery sends it again: the channel still has one", async () => {
    await announce("two", "deployed", "Done.");
    await store.address();
    for (const delivery of await store.takeDue(50)) await sink.deliver(delivery.message);
    expect(await store.takeDue(50)).toEqual([]);
    await makeAllDue();
    expect(await deliver()).toBe(2);
    const done = (await inChannel("auditor", "payment-releases")).filter((line) => line.includes("Done."));
    expect(done).toHaveLength(1);
  });

  test("what a channel does not take is tried again later, and not overtaken", async () => {
    const tried: string[] = [];
    const broken: MessageSink = {
      async deliver(message: Delivery["message"]) {
        tried.push(`${message.channel} ${message.id}`);
        if (message.channel === "payment-releases") throw new Error("connection refused");
        await sink.deliver(message);
      },
    };
    await announce("three", "rolled_back", "First.");
    await announce("four", "deployed", "Second.");
    await deliver(broken);
    await deliver(broken);
    expect(tried).toEqual(["in-app three", "payment-releases three", "in-app four"]);
    const waiting = await sql<{ attempts: number; error: string }>`
      select attempts, last_error as error from notification_delivery
      where status = 'due' and attempts > 0`.execute(world.database);
    expect(waiting.rows).toEqual([{ attempts: 1, error: "connection refused" }]);
    await makeAllDue();
    await deliver();
    await deliver();
    expect((await inChannel("auditor", "payment-releases")).slice(0, 2)).toEqual([
      "deployment.succeeded: Second.",
      "deployment.rolled_back: First.",
    ]);
  });

  test("pauses grow, and after eight attempts a message is given up", () => {
    expect([1, 2, 3, 7, 8].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 128_000, null]);
  });

  test("a channel that does not exist is refused", async () => {
    await expect(
      world.operations.messages(await world.actor("auditor"), { channel: "nobody" }),
    ).rejects.toThrow("There is no channel nobody.");
  });
});
