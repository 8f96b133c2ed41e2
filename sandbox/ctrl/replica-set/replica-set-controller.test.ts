import { describe, expect, it } from "vitest";
import { isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { deployment, startTestCluster } from "@/sandbox/testing/test-cluster";

describe("a ReplicaSet", () => {
  it("releases a pod whose labels left its selector, replaces it, and takes it back", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment());
    await clock.advance(6000);
    const pods = () => client.list("pods", "shop") as readonly Pod[];
    const name = pods()[0]?.metadata.name ?? "";
    client.patch("pods", { namespace: "shop", name }, { metadata: { labels: { app: "suspect" } } });
    await clock.advance(6000);
    expect(pods().filter(isReady)).toHaveLength(4);
    expect(client.get("pods", "shop", name)?.metadata.ownerReferences).toBeUndefined();
    client.patch("pods", { namespace: "shop", name }, { metadata: { labels: { app: "cart" } } });
    const [set] = client.list("replicasets.apps", "shop");
    client.patch(
      "replicasets.apps",
      { namespace: "shop", name: set?.metadata.name ?? "" },
      { metadata: { labels: { looked: "again" } } },
    );
    await clock.advance(6000);
    expect(pods().filter(isReady)).toHaveLength(3);
    cluster.stop();
  });

  it("gives up pods that are not ready before those that serve", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment());
    await clock.advance(6000);
    const pods = () => client.list("pods", "shop") as readonly Pod[];
    const name = pods()[1]?.metadata.name ?? "";
    client.patch(
      "pods",
      { namespace: "shop", name },
      { metadata: { labels: { "sandbox.switchyard.internal/fault": "never-ready" } } },
    );
    await clock.advance(3000);
    client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart", subresource: "scale" },
      { spec: { replicas: 2 } },
    );
    await clock.advance(6000);
    expect(client.get("pods", "shop", name)).toBeUndefined();
    expect(pods().filter(isReady)).toHaveLength(2);
    cluster.stop();
  });
});
