import { describe, expect, test } from "vitest";
import { aDeployment, aPolicy } from "@/server/testing/a-rollout";
import { EngineWorld } from "@/server/testing/engine-world";

describe("a release on a simulated cluster", () => {
  test("a first deployment goes to blue and ends without a standby", async () => {
    const world = new EngineWorld();
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("succeeded");
    expect(world.serving()).toBe("blue");
  });

  test("a release moves the traffic to green, once, and retires blue", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("succeeded");
    expect(world.serving()).toBe("green");
    expect(world.switches()).toHaveLength(2);
    expect(world.size("blue")).toBe(0);
    expect([...world.cluster.hpas.keys()]).toEqual(["payment-history-api-green"]);
  });

  test("a release in beta reaches success within 60 s after its pods are ready", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request();
    await world.until(() => world.cluster.ready(world.cluster.preview?.selector ?? null).length > 0);
    const ready = world.cluster.now;
    await world.untilState(id, "holding");
    expect(world.cluster.now - ready).toBeLessThan(60_000);
  });

  test("production waits for an approval and for a person to promote; the selector moves within 5 s", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const policy = aPolicy({ protected: true, autoPromote: false, previewSize: "full", bakeMs: 300_000 });
    const id = await world.request({ policy, approvals: { ...aDeployment().approvals, required: 1 } });
    await world.untilState(id, "awaiting_approval");
    const before = world.cluster.writes.length;
    await world.step();
    expect(world.cluster.writes).toHaveLength(before);
    await world.probe.approve(id, "payment-lead");
    await world.untilState(id, "awaiting_promotion");
    expect(world.size("green")).toBe(2);
    await world.probe.ask(id, "promote", "payment-dev-1");
    const asked = world.cluster.now;
    await world.until(() => world.serving() === "green");
    expect(world.cluster.now - asked).toBeLessThan(5000);
    const actors = (await world.probe.transitions(id)).map((step) => `${step.to} ${step.actor}`);
    expect(actors).toContain("queued payment-lead");
    expect(actors).toContain("matching_capacity payment-dev-1");
  });

  test("switch back during the bake returns the traffic and parks the failing color", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request({ policy: aPolicy({ bakeMs: 300_000 }) });
    await world.untilState(id, "verifying");
    await world.probe.ask(id, "switchBack", "payment-oncall-1");
    const asked = world.cluster.now;
    await world.until(() => world.serving() === "blue");
    expect(world.cluster.now - asked).toBeLessThan(5000);
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.size("green")).toBe(0);
    expect([...world.cluster.hpas.keys()]).toEqual(["payment-history-api-blue"]);
  });

  test("a switch back that is asked for as the bake ends is carried out, not forgotten", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request();
    world.beforeWriteOf("holding", () => world.probe.ask(id, "switchBack", "payment-oncall-1"));
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.serving()).toBe("blue");
  });

  test.each(["progressing", "checking", "awaiting_promotion", "matching_capacity"] as const)(
    "abort in %s takes the candidate to 0 and leaves the serving color alone",
    async (state) => {
      const world = new EngineWorld();
      await world.firstRelease();
      const id = await world.request({ policy: aPolicy({ autoPromote: state === "matching_capacity" }) });
      if (state === "checking") world.cluster.weather.checkFails = true;
      await world.untilState(id, state);
      const switches = world.switches().length;
      await world.probe.ask(id, "cancel", "payment-dev-1");
      expect(await world.untilEnd(id)).toBe("canceled");
      expect(world.size("green")).toBe(0);
      expect(world.serving()).toBe("blue");
      expect(world.switches()).toHaveLength(switches);
    },
  );

  test("a warm rollback switches to the standby without preparing anything", async () => {
    const world = new EngineWorld();
    const first = await world.firstRelease();
    const second = await world.request();
    await world.untilState(second, "holding");
    const source = (await world.probe.look(first)).rollout;
    const id = await world.request({
      kind: "rollback",
      bundleSha256: source.bundleSha256,
      imageDigest: source.imageDigest,
    });
    await world.until(() => world.serving() === "blue");
    const states = (await world.probe.transitions(id)).map((step) => step.to);
    expect(states.slice(0, 3)).toEqual(["queued", "matching_capacity", "switching"]);
    expect(await world.untilEnd(id)).toBe("succeeded");
    expect(await world.state(second)).toBe("succeeded");
    expect(world.size("green")).toBe(0);
  });

  test("a candidate that loses all its pods in the bake is rolled back by itself", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request({ policy: aPolicy({ bakeMs: 300_000 }) });
    await world.untilState(id, "verifying");
    world.cluster.weather.brokenImage = "0002";
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.serving()).toBe("blue");
  });

  test("a candidate that never gets ready ends as failed when its clock is over", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    world.cluster.weather.brokenImage = "0002";
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("failed");
    expect(world.size("green")).toBe(0);
    expect(world.serving()).toBe("blue");
  });

  test("silence is not success: a cluster that does not answer holds the bake, and the bake goes on afterwards", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const id = await world.request();
    await world.untilState(id, "verifying");
    world.cluster.weather.reachable = false;
    await world.until(async () => (await world.probe.look(id)).rollout.hold === "unreachable");
    for (let minute = 0; minute < 240; minute += 1) {
      world.cluster.advance(30_000);
      await world.step();
    }
    expect(await world.state(id)).toBe("verifying");
    world.cluster.weather.reachable = true;
    expect(await world.untilEnd(id)).toBe("succeeded");
  });

  test("two requests for one target: the second waits for the lock, then takes the standby", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const second = await world.request();
    const third = await world.request();
    await world.untilState(second, "verifying");
    expect(await world.state(third)).toBe("queued");
    expect(await world.because(third)).toContain("Waits for deployment 2");
    expect(await world.untilEnd(third)).toBe("succeeded");
    expect(await world.state(second)).toBe("succeeded");
    expect(world.serving()).toBe("blue");
  });

  test("a quiet target gets no write at all", async () => {
    const world = new EngineWorld();
    await world.firstRelease();
    const writes = world.cluster.writes.length;
    for (let pass = 0; pass < 20; pass += 1) {
      world.cluster.advance(5000);
      await world.step();
    }
    expect(world.cluster.writes).toHaveLength(writes);
  });
});

describe("other strategies", () => {
  test("rolling replaces the pods of one workload and ends after the bake", async () => {
    const world = new EngineWorld({ target: { ...aDeployment().target, strategy: "rolling" } });
    const first = await world.request();
    expect(await world.untilEnd(first)).toBe("succeeded");
    const second = await world.request();
    expect(await world.untilEnd(second)).toBe("succeeded");
    const states = (await world.probe.transitions(second)).map((step) => step.to);
    expect(states).toEqual([
      "queued",
      "rendering",
      "dry_running",
      "applying",
      "progressing",
      "verifying",
      "succeeded",
    ]);
    expect(world.cluster.workloads.get("payment-history-api")?.seen.images[0]).toContain("0002");
  });

  test("rolling that does not get ready goes back to the last release that succeeded", async () => {
    const world = new EngineWorld({ target: { ...aDeployment().target, strategy: "rolling" } });
    await world.untilEnd(await world.request());
    world.cluster.weather.brokenImage = "0002";
    const id = await world.request();
    expect(await world.untilEnd(id)).toBe("rolled_back");
    expect(world.cluster.workloads.get("payment-history-api")?.seen.images[0]).toContain("0001");
  });
});
