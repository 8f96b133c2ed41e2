import { describe, expect, test, vi } from "vitest";
import type { Color } from "@/contracts/color";
import { isTerminal } from "@/contracts/deployment-state";
import type { RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EngineCluster } from "./engine-cluster";
import type { EngineContractFile } from "./engine-contract-file";
import { patience, type Scenario } from "./scenario";

/** A cluster of its own whose nodes can be lost. */
export interface NodeCluster extends EngineCluster {
  /** The kubelet of a node falls silent; the cluster finds out in its own time. */
  loseNode(name: string): Promise<void>;
  /** The kubelet answers again. Resolves when the cluster takes the node as ready. */
  findNode(name: string): Promise<void>;
}

/** Time between the loss of a node and the end of its pods: enough to see what is said of it. */
const borneSeconds = 40;

type TolerantPod = RawPod & { spec: { nodeName: string; tolerations: { effect?: string }[] } };

/** Pods of a color that are not being deleted. */
async function living(scenario: Scenario, color: Color): Promise<TolerantPod[]> {
  const pods = (await scenario.pods(color)) as TolerantPod[];
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

function isReady({ status }: RawPod): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === "Ready" && is === "True");
}

async function schedulable(scenario: Scenario, node: string, is: boolean): Promise<void> {
  await scenario.admin.json({
    method: "PATCH",
    path: objectPath("Node", "", node),
    patch: "merge",
    body: { spec: { unschedulable: is ? null : true } },
  });
}

async function nodeOf(scenario: Scenario, color: Color): Promise<string> {
  const [pod] = await living(scenario, color);
  if (!pod) throw new Error(`no pod of ${color}`);
  return pod.spec.nodeName;
}

/** Waits until a pod on a node is known not to be ready. */
async function isMissed(scenario: Scenario, color: Color, node: string): Promise<void> {
  await vi.waitFor(async () => {
    const there = (await living(scenario, color)).filter(({ spec }) => spec.nodeName === node);
    expect(there.map(isReady)).toEqual(there.map(() => false));
    expect(there).not.toEqual([]);
  }, patience);
}

/**
 * The pods of a node bear its loss for less than the usual five minutes. To be said before it is lost: Kubernetes does not
 * bring an eviction forward that it has planned.
 */
async function shortenWait(scenario: Scenario, color: Color, node: string): Promise<void> {
  for (const { metadata, spec } of await living(scenario, color)) {
    if (spec.nodeName !== node) continue;
    const tolerations = spec.tolerations.map((each) =>
      each.effect === "NoExecute" ? { ...each, tolerationSeconds: borneSeconds } : each,
    );
    await scenario.admin.json({
      method: "PATCH",
      path: objectPath("Pod", scenario.namespace, metadata.name),
      patch: "merge",
      body: { spec: { tolerations } },
    });
  }
}

/** Waits until a color has this many ready pods, none of them on the node. */
async function isBackElsewhere(
  scenario: Scenario,
  color: Color,
  { size, node }: { size: number; node: string },
): Promise<void> {
  await vi.waitFor(async () => {
    const pods = await living(scenario, color);
    expect(pods.filter(isReady)).toHaveLength(size);
    expect(pods.map(({ spec }) => spec.nodeName)).not.toContain(node);
  }, patience);
}

/** Nodes that go away with pods on them, one story after the other: the nodes are shared. */
export function nodeCases(file: EngineContractFile): void {
  const lost = async (node: string, story: () => Promise<void>): Promise<void> => {
    const cluster = file.cluster() as NodeCluster;
    await cluster.loseNode(node);
    try {
      await story();
    } finally {
      await cluster.findNode(node);
    }
  };

  describe("nodes", () => {
    test("a node with candidate pods goes away: told, nobody is judged, and the release ends on other nodes", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await scenario.environment({ autoPromote: false });
        const home = await nodeOf(scenario, "blue");
        await schedulable(scenario, home, false);
        const id = await scenario.request({ build: "second" });
        await scenario.reaches(id, "awaiting_promotion");
        await schedulable(scenario, home, true);
        const node = await nodeOf(scenario, "green");
        expect(node).not.toBe(home);
        await shortenWait(scenario, "green", node);
        await lost(node, async () => {
          await isMissed(scenario, "green", node);
          await scenario.ask(id, "promoted");
          await scenario.finding(id, /^Q-H1/);
          const row = await scenario.row(id);
          expect(isTerminal(row.state)).toBe(false);
          expect(row).toMatchObject({ failure_class: null, because: expect.stringMatching(/./) });
          expect(await scenario.serving()).toBe("blue");
          await scenario.reaches(id, "holding");
          await isBackElsewhere(scenario, "green", { size: 1, node });
        });
        expect(await scenario.serving()).toBe("green");
        expect(scenario.traffic.colors()).toEqual(["blue", "green"]);
      }));

    test("a node with serving pods goes away while nothing is released: addresses stay, and nothing is written", () =>
      file.play({ losesTraffic: "The node takes one of two addresses with it." }, async (scenario) => {
        const worker = await scenario.worker();
        await scenario.scaling({ min: 2, max: 4, scaleDownSeconds: 0 });
        await scenario.firstRelease();
        await vi.waitFor(() => expect(scenario.traffic.ready()).toBe(2), patience);
        const nodes = new Set((await living(scenario, "blue")).map(({ spec }) => spec.nodeName));
        expect(nodes.size).toBe(2);
        const node = await nodeOf(scenario, "blue");
        await shortenWait(scenario, "blue", node);
        const written = worker.calls.length;
        await lost(node, async () => {
          await isMissed(scenario, "blue", node);
          await vi.waitFor(() => expect(scenario.traffic.ready()).toBe(1), patience);
          expect(await scenario.wanted("blue")).toBe(2);
          await isBackElsewhere(scenario, "blue", { size: 2, node });
          await vi.waitFor(() => expect(scenario.traffic.ready()).toBe(2), patience);
        });
        expect(scenario.traffic.least()).toBe(1);
        expect(worker.calls.slice(written)).toEqual([]);
        expect(await scenario.serving()).toBe("blue");
      }));
  });
}
