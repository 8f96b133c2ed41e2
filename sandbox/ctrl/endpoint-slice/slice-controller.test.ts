import { describe, expect, it } from "vitest";
import type { EndpointSlice } from "@/sandbox/kernel/cluster-kinds";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { deployment, startTestCluster } from "@/sandbox/testing/test-cluster";

const SLICES = "endpointslices.discovery.k8s.io";
const service = (spec: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "cart", namespace: "shop" },
  spec: { ports: [{ port: 80, targetPort: "http" }], ...spec },
});

describe("slices of a Service", () => {
  it("freeze when its selector goes", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment());
    client.create("services", service({ selector: { app: "cart" } }));
    await clock.advance(6000);
    const [before] = client.list(SLICES, "shop");
    client.patch("services", { namespace: "shop", name: "cart" }, { spec: { selector: null } });
    client.patch(
      "deployments.apps",
      { namespace: "shop", name: "cart", subresource: "scale" },
      { spec: { replicas: 0 } },
    );
    await clock.advance(10_000);
    expect(client.list(SLICES, "shop")).toEqual([before]);
    cluster.stop();
  });

  it("resolve a named port and tell address, node, rack and target of each pod", async () => {
    const { client, clock, cluster } = await startTestCluster();
    client.create("deployments.apps", deployment({ replicas: 1 }));
    client.create("services", service({ selector: { app: "cart" } }));
    await clock.advance(6000);
    const slice = client.list(SLICES, "shop")[0] as EndpointSlice;
    const pod = client.list("pods", "shop")[0] as Pod;
    expect(slice.ports).toEqual([{ name: "", port: 3000, protocol: "TCP" }]);
    expect(slice.endpoints).toEqual([
      {
        addresses: [pod.status?.podIP],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: pod.spec.nodeName,
        targetRef: { kind: "Pod", name: pod.metadata.name, namespace: "shop", uid: pod.metadata.uid },
        zone: expect.stringMatching(/^rack-\d$/),
      },
    ]);
    expect(slice.metadata.labels).toMatchObject({
      "kubernetes.io/service-name": "cart",
      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    });
    expect(client.get("endpoints", "shop", "cart")?.["subsets"]?.[0]?.addresses).toHaveLength(1);
    cluster.stop();
  });
});
