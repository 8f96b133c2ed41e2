import { describe, expect, it } from "vitest";
import { conditionOf } from "@/sandbox/kernel/conditions";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Deployment, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { deployment, images, startTestCluster, type TestCluster } from "@/sandbox/testing/test-cluster";

const podsOf = ({ client }: TestCluster) => client.list("pods", "shop") as readonly Pod[];
const setsOf = ({ client }: TestCluster) => client.list("replicasets.apps", "shop") as readonly ReplicaSet[];
const found = ({ client }: TestCluster) => client.get("deployments.apps", "shop", "cart") as Deployment;
const progress = (test: TestCluster) => conditionOf(found(test).status?.conditions, "Progressing");

function setImage({ client }: TestCluster, image: string): void {
  const live = client.get("deployments.apps", "shop", "cart") as Deployment;
  const { template } = live.spec;
  const containers = template.spec.containers.map((container) => ({ ...container, image }));
  client.update("deployments.apps", {
    ...live,
    spec: { ...live.spec, template: { ...template, spec: { ...template.spec, containers } } },
  });
}

async function started(wish: Parameters<typeof deployment>[0] = {}): Promise<TestCluster> {
  const test = await startTestCluster();
  test.client.create("deployments.apps", deployment(wish));
  await test.clock.advance(8000);
  return test;
}

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  type: "RollingUpdate",
  rollingUpdate: { maxSurge, maxUnavailable },
});

describe("a rolling update", () => {
  it.each([
    { replicas: 3, surge: "25%", unavailable: "25%", most: 4, least: 3 },
    { replicas: 10, surge: 3, unavailable: 2, most: 13, least: 8 },
    { replicas: 1, surge: 1, unavailable: 0, most: 2, least: 1 },
    { replicas: 4, surge: "100%", unavailable: 0, most: 8, least: 4 },
    { replicas: 4, surge: 0, unavailable: 1, most: 4, least: 3 },
  ])(
    "of $replicas with surge $surge and unavailable $unavailable stays within $least available and $most pods",
    async ({ replicas, surge, unavailable, most, least }) => {
      const test = await started({ replicas, strategy: rolling(surge, unavailable) });
      expect(podsOf(test).filter(isReady)).toHaveLength(replicas);
      let high = 0;
      let low = replicas;
      test.client.watch("pods", () => {
        const active = podsOf(test).filter(isActive);
        high = Math.max(high, active.length);
        low = Math.min(low, active.filter(isReady).length);
      });
      setImage(test, images.better);
      await test.clock.advance(120_000);
      expect(
        podsOf(test).filter((pod) => isReady(pod) && pod.spec.containers[0]?.image === images.better),
      ).toHaveLength(replicas);
      expect(high).toBeLessThanOrEqual(most);
      expect(low).toBeGreaterThanOrEqual(least);
      expect(progress(test)?.reason).toBe("NewReplicaSetAvailable");
      expect(test.defects).toEqual([]);
      test.cluster.stop();
    },
  );

  it("counts revisions, and going back takes the old ReplicaSet again", async () => {
    const test = await started();
    setImage(test, images.better);
    await test.clock.advance(30_000);
    setImage(test, images.good);
    await test.clock.advance(30_000);
    expect(setsOf(test)).toHaveLength(2);
    expect(found(test).metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
    const current = setsOf(test).find((set) => set.spec.replicas === 3);
    expect(current?.metadata.annotations?.["deployment.kubernetes.io/revision-history"]).toBe("1");
    test.cluster.stop();
  });

  it("keeps the old pods and tells when a build never gets ready, and recovers by going back", async () => {
    const test = await started({ spec: { progressDeadlineSeconds: 30 } });
    setImage(test, images["never-ready"]);
    await test.clock.advance(60_000);
    expect(progress(test)).toMatchObject({ status: "False", reason: "ProgressDeadlineExceeded" });
    expect(podsOf(test).filter(isReady).length).toBeGreaterThanOrEqual(3);
    expect(conditionOf(found(test).status?.conditions, "Available")?.status).toBe("True");
    setImage(test, images.good);
    await test.clock.advance(20_000);
    expect(progress(test)).toMatchObject({ status: "True", reason: "NewReplicaSetAvailable" });
    test.cluster.stop();
  });

  it("waits minReadySeconds before it counts a pod as available", async () => {
    const test = await started({ spec: { minReadySeconds: 60 } });
    expect(found(test).status).toMatchObject({ readyReplicas: 3, unavailableReplicas: 3 });
    await test.clock.advance(60_000);
    expect(found(test).status?.availableReplicas).toBe(3);
    test.cluster.stop();
  });

  it("does nothing while paused but scale", async () => {
    const test = await started();
    test.client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart" },
      { spec: { paused: true, replicas: 5 } },
    );
    setImage(test, images.better);
    await test.clock.advance(20_000);
    expect(setsOf(test)).toHaveLength(1);
    expect(podsOf(test).filter(isReady)).toHaveLength(5);
    expect(progress(test)?.reason).toBe("DeploymentPaused");
    test.client.patch("deployments.apps", { namespace: "shop", name: "cart" }, { spec: { paused: null } });
    await test.clock.advance(40_000);
    expect(podsOf(test).every((pod) => pod.spec.containers[0]?.image === images.better)).toBe(true);
    test.cluster.stop();
  });

  it("keeps as many old ReplicaSets as its history asks for", async () => {
    const test = await started({ replicas: 1, spec: { revisionHistoryLimit: 1 } });
    for (const image of [images.better, "registry.test/shop/cart:3", "registry.test/shop/cart:4"]) {
      setImage(test, image);
      await test.clock.advance(20_000);
    }
    expect(setsOf(test)).toHaveLength(2);
    test.cluster.stop();
  });
});

describe("a Recreate update", () => {
  it("never runs old and new pods together", async () => {
    const test = await started({ strategy: { type: "Recreate" } });
    let mixed = false;
    test.client.watch("pods", () => {
      mixed ||= new Set(podsOf(test).map((pod) => pod.spec.containers[0]?.image)).size > 1;
    });
    setImage(test, images.better);
    await test.clock.advance(30_000);
    expect(mixed).toBe(false);
    expect(podsOf(test).filter(isReady)).toHaveLength(3);
    test.cluster.stop();
  });
});

describe("scaling", () => {
  it("to 0 and back keeps the ReplicaSet", async () => {
    const test = await started();
    test.client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart", subresource: "scale" },
      { spec: { replicas: 0 } },
    );
    await test.clock.advance(10_000);
    expect(podsOf(test)).toHaveLength(0);
    test.client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart", subresource: "scale" },
      { spec: { replicas: 2 } },
    );
    await test.clock.advance(10_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(2);
    expect(setsOf(test)).toHaveLength(1);
    test.cluster.stop();
  });
});

describe("a namespace quota", () => {
  it("is told as FailedCreate and ReplicaFailure, and pods come once it allows them", async () => {
    const test = await startTestCluster();
    test.client.create("resourcequotas", {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "few", namespace: "shop" },
      spec: { hard: { pods: "2" } },
    });
    test.client.create("deployments.apps", deployment());
    await test.clock.advance(8000);
    expect(podsOf(test)).toHaveLength(2);
    expect(conditionOf(found(test).status?.conditions, "ReplicaFailure")).toMatchObject({
      status: "True",
      reason: "FailedCreate",
    });
    expect(conditionOf(found(test).status?.conditions, "ReplicaFailure")?.message).toContain(
      "exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2",
    );
    expect(test.client.list("events", "shop").some((event) => event["reason"] === "FailedCreate")).toBe(true);
    test.client.patch(
      "resourcequotas",
      { namespace: "shop", name: "few" },
      { spec: { hard: { pods: "5" } } },
    );
    await test.clock.advance(30_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(3);
    expect(conditionOf(found(test).status?.conditions, "ReplicaFailure")).toBeUndefined();
    expect(
      (test.client.get("resourcequotas", "shop", "few") as { status?: { used?: object } } | undefined)?.status
        ?.used,
    ).toEqual({ pods: "3" });
    test.cluster.stop();
  });
});
