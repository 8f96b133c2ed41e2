import { describe, expect, test } from "vitest";
import { EngineWorld } from "@/server/testing/engine-world";

describe("a release on a simulated cluster", () => {
  test("a first deployment goes to blue and ends without a standby", async () => {
    const world = new EngineWorld();
    const id = world.request();
    await world.untilEnd(id);
    expect(world.describe()).toContain("succeeded");
    expect(world.readySelector()).toBe("blue");
  });

  test("a release moves the traffic to green, once, and retires blue", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = world.request();
    await world.untilEnd(id);
    expect(world.describe()).toContain("2 succeeded");
    expect(world.readySelector()).toBe("green");
    expect(world.switches()).toHaveLength(2);
    expect(world.cluster.workloads.get("payment-history-api-blue")?.seen.wanted).toBe(0);
  });
});
