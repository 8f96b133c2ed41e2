import { describe, expect, it } from "vitest";
import { startTestCluster } from "@/sandbox/testing/test-cluster";

describe("events", () => {
  it("go an hour after they happened last, and then nothing waits any more", async () => {
    const { client, clock, cluster } = await startTestCluster();
    const about = client.get("namespaces", undefined, "shop");
    if (about === undefined) throw new Error("The namespace is missing.");
    const tell = (reason: string) =>
      client.recordEvent(about, { type: "Normal", reason, message: "it happened", component: "tester" });
    tell("Once");
    tell("Again");
    await clock.advance(1_800_000);
    tell("Again");
    await clock.advance(1_900_000);
    expect(client.list("events").map((event) => [event["reason"], event["count"]])).toEqual([["Again", 2]]);
    await clock.advance(3_600_000);
    expect(client.list("events")).toEqual([]);
    expect(clock.pending()).toBe(0);
    cluster.stop();
  });
});
