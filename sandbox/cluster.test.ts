import { describe, expect, it } from "vitest";
import type { EndpointSlice } from "@/sandbox/kernel/cluster-kinds";
import { conditionOf } from "@/sandbox/kernel/conditions";
import { isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Deployment } from "@/sandbox/kernel/workload-kinds";
import { deployment, images, startTestCluster } from "@/sandbox/testing/test-cluster";

const podsOf = (client: { list(resource: string, namespace: string): readonly unknown[] }) =>
  client.list("pods", "shop") as readonly Pod[];

describe("a cluster", () => {
  it("brings a Deployment to ready pods and then stands still", async () => {
    const { client, clock, cluster, defects } = await startTestCluster();
    client.create("deployments.apps", deployment());
    await clock.advance(6000);
    expect(podsOf(client).filter(isReady)).toHaveLength(3);
    const found = client.get("deployments.apps", "shop", "cart") as Deployment;
    expect(found.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      updatedReplicas: 3,
      observedGeneration: 1,
    });
    expect(conditionOf(found.status?.conditions, "Progressing")?.reason).toBe("NewReplicaSetAvailable");
    const version = cluster.api.store.version;
    await clock.advance(3_600_000);
    expect(cluster.api.store.version).toBe(version);
    expect(defects).toEqual([]);
    cluster.stop();
    expect(clock.pending()).toBe(0);
  });

  it("catches up after its controllers were stopped and started again", async () => {
    const { client, clock, cluster, defects } = await startTestCluster();
    client.create("deployments.apps", deployment());
    await clock.advance(6000);
    cluster.stop();
    client.patch("deployments.apps", { namespace: "shop", name: "cart" }, { spec: { replicas: 5 } });
    const [gone, ...left] = podsOf(client);
    client.delete("pods", { namespace: "shop", name: gone?.metadata.name ?? "", gracePeriodSeconds: 0 });
    await clock.advance(60_000);
    expect(podsOf(client)).toEqual(left);
    cluster.start();
    await clock.advance(6000);
    expect(podsOf(client).filter(isReady)).toHaveLength(5);
    expect(client.get("deployments.apps", "shop", "cart")?.["status"]).toMatchObject({ readyReplicas: 5 });
    expect(defects).toEqual([]);
    cluster.stop();
    expect(clock.pending()).toBe(0);
  });

  it("follows a Service with slices, and a full selector flip is one update of the same slice", async () => {
    const { client, clock, cluster, defects } = await startTestCluster();
    client.create("deployments.apps", deployment({ name: "blue" }));
    client.create("deployments.apps", deployment({ name: "green", image: images.better }));
    client.create("services", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "cart", namespace: "shop" },
      spec: { selector: { app: "blue" }, ports: [{ port: 80, targetPort: "http" }] },
    });
    await clock.advance(6000);
    const seen: EndpointSlice[] = [];
    client.watch("endpointslices.discovery.k8s.io", ({ type, object }) => {
      expect(type).toBe("MODIFIED");
      seen.push(object as EndpointSlice);
    });
    const before = client.list("endpointslices.discovery.k8s.io", "shop") as readonly EndpointSlice[];
    expect(before).toHaveLength(1);
    expect(before[0]?.endpoints).toHaveLength(3);
    client.patch("services", { namespace: "shop", name: "cart" }, { spec: { selector: { app: "green" } } });
    await clock.advance(1000);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.metadata.uid).toBe(before[0]?.metadata.uid);
    expect(seen[0]?.endpoints.map((endpoint) => endpoint.targetRef?.name.split("-")[0])).toEqual([
      "green",
      "green",
      "green",
    ]);
    expect(defects).toEqual([]);
    cluster.stop();
  });
});
