import { describe, expect, it } from "vitest";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { deployment, startTestCluster, type TestCluster } from "@/sandbox/testing/test-cluster";

const POOL = "switchyard.internal/node-pool";
const podsOf = ({ client }: TestCluster) => client.list("pods", "shop") as readonly Pod[];
const nodesOf = (test: TestCluster) =>
  podsOf(test)
    .map((pod) => pod.spec.nodeName)
    .sort();

async function placed(wish: Parameters<typeof deployment>[0]): Promise<TestCluster> {
  const test = await startTestCluster();
  test.client.create("deployments.apps", deployment(wish));
  await test.clock.advance(1000);
  return test;
}

describe("the scheduler", () => {
  it("keeps to the node selector and spreads the pods", async () => {
    const test = await placed({ replicas: 2, podSpec: { nodeSelector: { [POOL]: "b" } } });
    expect(nodesOf(test)).toEqual(["test-1-b-1", "test-1-b-2"]);
    test.cluster.stop();
  });

  it("keeps off a tainted pool unless the pods tolerate it", async () => {
    const test = await placed({ replicas: 8 });
    expect(nodesOf(test)).not.toContain("test-1-c-1");
    test.client.create(
      "deployments.apps",
      deployment({
        name: "vault",
        podSpec: {
          nodeSelector: { [POOL]: "c" },
          tolerations: [{ key: POOL, operator: "Equal", value: "c", effect: "NoSchedule" }],
        },
      }),
    );
    await test.clock.advance(1000);
    expect(nodesOf(test).filter((node) => node === "test-1-c-1")).toHaveLength(3);
    test.cluster.stop();
  });

  it("tells why no node fits, in the words of the real one, and places the pod when a node can take it", async () => {
    const test = await placed({
      replicas: 1,
      container: { resources: { requests: { cpu: "40", memory: "1Gi" } } },
    });
    const event = test.client.list("events", "shop").find((entry) => entry["reason"] === "FailedScheduling");
    expect(event?.["message"]).toBe(
      "0/5 nodes are available: 1 node(s) had untolerated taint {switchyard.internal/node-pool: c}, 4 Insufficient cpu. preemption: 0/5 nodes are available: 4 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
    );
    expect(podsOf(test)[0]?.status?.conditions?.[0]).toMatchObject({
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
    });
    const node = test.client.get("nodes", undefined, "test-1-a-1");
    test.client.updateStatus("nodes", {
      ...(node as NonNullable<typeof node>),
      status: { ...node?.["status"], allocatable: { cpu: "64", memory: "64Gi", pods: "110" } },
    });
    await test.clock.advance(12_000);
    expect(nodesOf(test)).toEqual(["test-1-a-1"]);
    test.cluster.stop();
  });

  it("leaves a cordoned node alone", async () => {
    const test = await startTestCluster();
    for (const name of ["test-1-a-1", "test-1-a-2", "test-1-b-1"])
      test.client.patch("nodes", { name }, { spec: { unschedulable: true } });
    test.client.create("deployments.apps", deployment());
    await test.clock.advance(1000);
    expect(new Set(nodesOf(test))).toEqual(new Set(["test-1-b-2"]));
    expect(test.client.get("nodes", undefined, "test-1-a-1")?.["spec"].taints).toMatchObject([
      { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
    ]);
    test.cluster.stop();
  });
});
