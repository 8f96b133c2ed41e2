import { describe, expect, it } from "vitest";
import type { Node } from "@/sandbox/kernel/cluster-kinds";
import { withCondition } from "@/sandbox/kernel/conditions";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { deployment, startTestCluster, type TestCluster } from "@/sandbox/testing/test-cluster";

const podsOf = ({ client }: TestCluster) => client.list("pods", "shop") as readonly Pod[];

function setReady({ client, clock }: TestCluster, name: string, status: "True" | "Unknown"): void {
  const node = client.get("nodes", undefined, name) as Node;
  const conditions = withCondition(node.status?.conditions, { type: "Ready", status }, clock.now());
  client.updateStatus("nodes", { ...node, status: { ...node.status, conditions } });
}

async function threePods(podSpec: object = {}): Promise<{ test: TestCluster; node: string }> {
  const test = await startTestCluster();
  test.client.create("deployments.apps", deployment({ podSpec }));
  await test.clock.advance(6000);
  return { test, node: podsOf(test)[0]?.spec.nodeName ?? "" };
}

const tolerating = (tolerationSeconds?: number) => ({
  tolerations: [
    {
      key: "node.kubernetes.io/unreachable",
      operator: "Exists",
      effect: "NoExecute",
      ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
    },
  ],
});

describe("a lost node", () => {
  it.each([
    { patience: "300 s by default", podSpec: {}, before: 298_000, after: 5000 },
    { patience: "10 s as the pods say", podSpec: tolerating(10), before: 8000, after: 5000 },
  ])("loses its pods after $patience, and they wait there for it", async ({ podSpec, before, after }) => {
    const { test, node } = await threePods(podSpec);
    const there = podsOf(test).filter(({ spec }) => spec.nodeName === node);
    setReady(test, node, "Unknown");
    await test.clock.advance(before);
    expect(podsOf(test)).toHaveLength(3);
    expect(podsOf(test).filter(isReady)).toHaveLength(3 - there.length);
    await test.clock.advance(after);
    await test.clock.advance(10_000);
    const pods = podsOf(test);
    expect(pods.filter((pod) => isActive(pod) && isReady(pod))).toHaveLength(3);
    const ending = pods.filter((pod) => !isActive(pod));
    expect(ending.map(({ spec }) => spec.nodeName)).toEqual(there.map(() => node));
    setReady(test, node, "True");
    await test.clock.advance(10_000);
    expect(podsOf(test)).toHaveLength(3);
    expect(test.defects).toEqual([]);
    test.cluster.stop();
  });

  it("keeps pods that bear its taint without end, and they are ready again when it is back", async () => {
    const { test, node } = await threePods(tolerating());
    const names = podsOf(test).map(({ metadata }) => metadata.name);
    setReady(test, node, "Unknown");
    await test.clock.advance(900_000);
    expect(podsOf(test).map(({ metadata }) => metadata.name)).toEqual(names);
    setReady(test, node, "True");
    await test.clock.advance(10_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(3);
    test.cluster.stop();
  });
});
