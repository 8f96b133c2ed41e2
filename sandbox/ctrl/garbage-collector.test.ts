import { describe, expect, it } from "vitest";
import { deployment, startTestCluster } from "@/sandbox/testing/test-cluster";

describe("deleting", () => {
  it("a Deployment takes its ReplicaSets and pods along, and a Service its slices and endpoints", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment());
    client.create("services", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "cart", namespace: "shop" },
      spec: { selector: { app: "cart" }, ports: [{ port: 80 }] },
    });
    await clock.advance(6000);
    expect(client.list("endpointslices.discovery.k8s.io", "shop")).toHaveLength(1);
    client.delete("deployments.apps", { namespace: "shop", name: "cart" });
    client.delete("services", { namespace: "shop", name: "cart" });
    await clock.advance(6000);
    for (const resource of ["replicasets.apps", "pods", "endpointslices.discovery.k8s.io", "endpoints"])
      expect(client.list(resource, "shop"), resource).toEqual([]);
    cluster.stop();
  });

  it("an object of the same name but another uid keeps the dependents of the new owner", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment({ replicas: 1 }));
    await clock.advance(6000);
    client.delete("deployments.apps", { namespace: "shop", name: "cart" });
    client.create("deployments.apps", deployment({ replicas: 2 }));
    await clock.advance(15_000);
    const uid = client.get("deployments.apps", "shop", "cart")?.metadata.uid ?? "";
    expect(client.ownedBy("replicasets.apps", uid)).toHaveLength(1);
    expect(client.list("pods", "shop")).toHaveLength(2);
    cluster.stop();
  });

  it("in the foreground keeps the owner until the last dependent is gone", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment());
    await clock.advance(6000);
    client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart" },
      { metadata: { finalizers: ["foregroundDeletion"] } },
    );
    client.delete("deployments.apps", { namespace: "shop", name: "cart" });
    await clock.advance(100);
    expect(client.get("deployments.apps", "shop", "cart")).toBeDefined();
    await clock.advance(6000);
    expect(client.get("deployments.apps", "shop", "cart")).toBeUndefined();
    expect(client.list("pods", "shop")).toEqual([]);
    cluster.stop();
  });

  it("a namespace empties it and then goes", async () => {
    const { client, clock, cluster, defects } = await startTestCluster();
    client.create("deployments.apps", deployment());
    client.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: "shop" },
      data: { A: "1" },
    });
    await clock.advance(6000);
    client.delete("namespaces", { name: "shop" });
    await clock.advance(100);
    expect(client.get("namespaces", undefined, "shop")?.["status"]?.phase).toBe("Terminating");
    await clock.advance(10_000);
    expect(client.get("namespaces", undefined, "shop")).toBeUndefined();
    expect(client.list("pods", "shop")).toEqual([]);
    expect(defects).toEqual([]);
    cluster.stop();
  });
});

describe("a new namespace", () => {
  it("gets its default ServiceAccount and root certificate", async () => {
    const { client, cluster } = await startTestCluster();
    expect(client.get("serviceaccounts", "shop", "default")).toBeDefined();
    expect(client.get("configmaps", "shop", "kube-root-ca.crt")).toBeDefined();
    cluster.stop();
  });
});
