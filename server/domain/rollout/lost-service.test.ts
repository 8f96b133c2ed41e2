import { describe, expect, test } from "vitest";
import type { Color } from "@/contracts/color";
import { testNow } from "@/server/testing/a-rollout";
import { check, decide, green, noAsks, prepared, sized, table } from "@/server/testing/decision-table";
import { EngineWorld } from "@/server/testing/engine-world";
import type { Rollout } from "./state";

const gone = { serving: "no service" as const, green };
const lost = (state: Rollout["state"], more: Partial<Rollout> = {}): Partial<Rollout> => ({
  ...sized,
  state,
  ...more,
});
const held = {
  hold: "drift" as const,
  holdReason: "The active Service was deleted.",
  memory: { holdSince: testNow - 2000, serviceLostAt: testNow - 2000 },
};

describe("a deleted active Service is created again with the color that had the traffic", () => {
  const rows: { state: Rollout["state"]; more?: Partial<Rollout>; to: Color }[] = [
    { state: "applying", to: "blue" },
    { state: "progressing", to: "blue" },
    { state: "checking", to: "blue" },
    { state: "awaiting_promotion", to: "blue" },
    { state: "matching_capacity", to: "blue" },
    { state: "switching", to: "blue" },
    { state: "switching", more: { confirmed: ["E11"] }, to: "green" },
    { state: "verifying", to: "green" },
    { state: "holding", to: "green" },
    { state: "scaling_down", to: "green" },
    { state: "rolling_back", to: "blue" },
    { state: "cleaning_up", to: "blue" },
  ];
  test.each(rows)("in $state: $to", ({ state, more = {}, to }) => {
    const row = { says: "", rollout: lost(state, more), seen: gone, next: state, effect: "D-service" };
    check({ ...row, hold: "drift", because: /was deleted/ });
    const { effect, announce } = decide(row);
    expect(announce).toEqual(["page"]);
    expect(effect).toMatchObject({
      kind: "createService",
      address: "10.96.0.10",
      object: {
        metadata: { annotations: { "switchyard.internal/fence": "2" } },
        spec: {
          selector: {
            "switchyard.internal/service": "payment-history-api",
            "switchyard.internal/color": to,
          },
        },
      },
    });
  });

  test("while going back, the failing color gets it when nothing of the other is left", () => {
    const row = { says: "", rollout: lost("rolling_back"), seen: { ...gone, blue: { wanted: 0 } } };
    expect(decide({ ...row, next: "rolling_back" }).effect).toMatchObject({
      object: { spec: { selector: { "switchyard.internal/color": "green" } } },
    });
  });
});

table("after the Service was created again", [
  {
    says: "waits for its endpoints",
    rollout: lost("progressing", held),
    seen: { green, overrides: { activeEndpoints: [] } },
    next: "progressing",
    because: /was deleted/,
  },
  {
    says: "goes on when it answers",
    rollout: lost("progressing", held),
    seen: { green },
    next: "progressing",
    hold: "none",
    because: /there again/,
  },
  {
    says: "does not wait for endpoints when no pod could be one",
    rollout: lost("progressing", held),
    seen: { blue: { wanted: 2, ready: 0, bundle: "bundle-1", release: "1" }, green },
    next: "progressing",
    hold: "none",
  },
  {
    says: "abort still wins",
    rollout: lost("progressing", { ...held, asks: { ...noAsks, cancel: { by: "dev", at: testNow } } }),
    seen: gone,
    next: "cleaning_up",
  },
  {
    says: "a first deployment creates it without a selector, as always",
    rollout: { ...prepared, state: "applying", fromColor: null, candidateColor: "blue", confirmed: [] },
    seen: { serving: "no service", blue: null },
    next: "applying",
    effect: "E2:payment-history-api-config-2",
  },
  {
    says: "without an archive a person has to",
    rollout: lost("progressing", { parts: null }),
    seen: gone,
    next: "progressing",
    hold: "drift",
    because: /does not exist any more/,
  },
]);

test("a new address is told, recorded and paged: clients that kept the old one must look it up again", () => {
  const active = {
    uid: "new",
    resourceVersion: "1",
    deleting: false,
    selector: { "switchyard.internal/service": "payment-history-api", "switchyard.internal/color": "blue" },
    ports: [{ name: "http", port: 8080 }],
    fence: 2,
    servingDeployment: null,
    clusterIp: "10.96.0.99",
  };
  const decision = decide({
    says: "",
    rollout: lost("progressing", held),
    seen: { green, overrides: { active } },
    next: "progressing",
  });
  expect(decision.because).toContain("new address (10.96.0.99, was 10.96.0.10)");
  expect(decision.target).toEqual({ serviceAddress: "10.96.0.99" });
  expect(decision.announce).toEqual(["page"]);
  expect(decision.set).toMatchObject({ hold: "none", pausedMs: 2000 });
});

describe("in a running release", () => {
  test.each(["progressing", "matching_capacity", "verifying", "holding"] as const)(
    "the Service is deleted in %s: the release ends as undisturbed, at the same address, with one switch",
    async (state) => {
      const world = new EngineWorld();
      await world.firstRelease();
      const id = await world.request();
      await world.untilState(id, state);
      const address = world.cluster.active?.clusterIp;
      const serving = world.serving();
      world.cluster.active = null;
      await world.until(() => world.cluster.active !== null);
      expect(world.serving()).toBe(serving);
      expect(world.cluster.active).toMatchObject({ clusterIp: address });
      expect(await world.untilEnd(id)).toBe("succeeded");
      expect(world.serving()).toBe("green");
      expect(world.switches()).toHaveLength(2);
    },
  );
});
