import { describe, expect, it } from "vitest";
import { conditionOf } from "@/sandbox/kernel/conditions";
import type { Deployment, HorizontalPodAutoscaler } from "@/sandbox/kernel/workload-kinds";
import { deployment, startTestCluster, type TestCluster } from "@/sandbox/testing/test-cluster";

const RESOURCE = "horizontalpodautoscalers.autoscaling";

function hpa(min: number, max: number, name = "cart"): object {
  const metrics = [
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } },
  ];
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "cart" };
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, namespace: "shop" },
    spec: { minReplicas: min, maxReplicas: max, scaleTargetRef, metrics },
  };
}

const size = ({ client }: TestCluster) =>
  (client.get("deployments.apps", "shop", "cart") as Deployment).spec.replicas;
const found = ({ client }: TestCluster, name = "cart") =>
  client.get(RESOURCE, "shop", name) as HorizontalPodAutoscaler;
const condition = (test: TestCluster, type: string) => conditionOf(found(test).status?.conditions, type);

/** A cart of `replicas` pods behind its Service, with an autoscaler. */
async function started(replicas: number, bounds: [number, number]): Promise<TestCluster> {
  const test = await startTestCluster();
  test.client.create(
    "deployments.apps",
    deployment({ replicas, podLabels: { "switchyard.internal/service": "cart" } }),
  );
  test.client.create("services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "cart", namespace: "shop" },
    spec: { selector: { app: "cart" }, ports: [{ port: 80 }] },
  });
  await test.clock.advance(6000);
  test.client.create(RESOURCE, hpa(...bounds));
  await test.clock.advance(16_000);
  return test;
}

describe("bounds come before metrics", () => {
  it.each([
    { replicas: 3, min: 6, max: 20, after: 6 },
    { replicas: 2, min: 20, max: 40, after: 20 },
    { replicas: 5, min: 1, max: 3, after: 3 },
    { replicas: 0, min: 2, max: 5, after: 0 },
    { replicas: 3, min: 3, max: 9, after: 3 },
  ])(
    "$replicas replicas within $min to $max become $after at the next look",
    async ({ replicas, min, max, after }) => {
      const test = await started(replicas, [min, max]);
      expect(size(test)).toBe(after);
      test.cluster.stop();
    },
  );
});

describe("an autoscaler", () => {
  it("tells that scaling is off at 0 replicas", async () => {
    const test = await started(0, [2, 5]);
    expect(condition(test, "ScalingActive")).toMatchObject({ status: "False", reason: "ScalingDisabled" });
    test.cluster.stop();
  });

  it("follows a raised minimum within 15 s, through the scale subresource", async () => {
    const test = await started(3, [3, 40]);
    test.client.patch(RESOURCE, { namespace: "shop", name: "cart" }, { spec: { minReplicas: 24 } });
    await test.clock.advance(15_100);
    expect(size(test)).toBe(24);
    expect(
      test.client
        .list("events", "shop")
        .some(
          (event) =>
            event["message"] === "New size: 24; reason: Current number of replicas below Spec.MinReplicas",
        ),
    ).toBe(true);
    test.cluster.stop();
  });

  it("keeps a service with its usual traffic at its size and then writes nothing", async () => {
    const test = await started(3, [3, 9]);
    await test.clock.advance(600_000);
    expect(size(test)).toBe(3);
    expect(condition(test, "ScalingLimited")).toMatchObject({
      status: "False",
      reason: "DesiredWithinRange",
    });
    expect(condition(test, "ScalingActive")).toMatchObject({ status: "True", reason: "ValidMetricFound" });
    const { version } = test.cluster.api.store;
    await test.clock.advance(600_000);
    expect(test.cluster.api.store.version).toBe(version);
    test.cluster.stop();
  });

  it("grows under ten times the traffic and shrinks only after the window", async () => {
    const test = await started(3, [3, 12]);
    test.cluster.load.burst("cart", { factor: 10, holdMs: 120_000 });
    await test.clock.advance(60_000);
    expect(size(test)).toBe(12);
    await test.clock.advance(120_000);
    expect(size(test)).toBe(12);
    await test.clock.advance(400_000);
    expect(size(test)).toBe(3);
    test.cluster.stop();
  });

  it("stops when two autoscalers select the same pods", async () => {
    const test = await started(3, [3, 9]);
    test.client.create(RESOURCE, hpa(3, 9, "rival"));
    await test.clock.advance(31_000);
    for (const name of ["cart", "rival"])
      expect(conditionOf(found(test, name).status?.conditions, "ScalingActive")?.reason).toBe(
        "AmbiguousSelector",
      );
    test.cluster.stop();
  });

  it("tells that its target is missing", async () => {
    const test = await startTestCluster();
    test.client.create(RESOURCE, hpa(1, 3));
    await test.clock.advance(16_000);
    expect(condition(test, "AbleToScale")).toMatchObject({ status: "False", reason: "FailedGetScale" });
    test.cluster.stop();
  });

  it("needs a CPU request of every container", async () => {
    const test = await startTestCluster();
    test.client.create("deployments.apps", deployment({ container: { resources: {} } }));
    test.client.create(RESOURCE, hpa(1, 9));
    await test.clock.advance(31_000);
    expect(condition(test, "ScalingActive")).toMatchObject({
      status: "False",
      reason: "FailedGetResourceMetric",
    });
    expect(size(test)).toBe(3);
    test.cluster.stop();
  });
});
