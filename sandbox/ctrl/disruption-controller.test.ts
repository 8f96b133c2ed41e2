import { describe, expect, it } from "vitest";
import { deployment, startTestCluster } from "@/sandbox/testing/test-cluster";

describe("a disruption budget", () => {
  it.each([
    { spec: { minAvailable: 2 }, allowed: 2, desired: 2 },
    { spec: { minAvailable: "60%" }, allowed: 1, desired: 3 },
    { spec: { maxUnavailable: 1 }, allowed: 1, desired: 3 },
    { spec: { maxUnavailable: "30%" }, allowed: 2, desired: 2 },
  ])("with $spec over 4 pods allows $allowed", async ({ spec, allowed, desired }) => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment({ replicas: 4 }));
    client.create("poddisruptionbudgets.policy", {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "cart", namespace: "shop" },
      spec: { selector: { matchLabels: { app: "cart" } }, ...spec },
    });
    await clock.advance(6000);
    expect(client.get("poddisruptionbudgets.policy", "shop", "cart")?.["status"]).toMatchObject({
      disruptionsAllowed: allowed,
      desiredHealthy: desired,
      currentHealthy: 4,
      expectedPods: 4,
      observedGeneration: 1,
    });
    cluster.stop();
  });
});
