import { describe, expect, test, vi } from "vitest";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { fieldManagers } from "@/server/domain/rollout/target";
import { ownersOf } from "@/server/testing/cluster-contract/contract-world";
import type { EngineContractFile } from "./engine-contract-file";
import { patience, type Scenario } from "./scenario";

/** Waits until an autoscaler brought a color to a size. */
async function scaledTo(scenario: Scenario, color: "blue" | "green", size: number): Promise<void> {
  await vi.waitFor(async () => expect(await scenario.wanted(color)).toBe(size), {
    ...patience,
    interval: 500,
  });
}

async function owners(scenario: Scenario, kind: string, name: string, field: string): Promise<string[]> {
  return ownersOf(await scenario.read<RawObject>(kind, name), field);
}

/** deploy-engine: who owns what, read from `managedFields`. */
async function ownsAsAgreed(
  scenario: Scenario,
  color: "blue" | "green",
  size: readonly string[],
): Promise<void> {
  const workload = `${scenario.service}-${color}`;
  expect(await owners(scenario, "Deployment", workload, "spec.template.spec.containers")).toEqual([
    fieldManagers.deploy,
  ]);
  expect(await owners(scenario, "Deployment", workload, "spec.replicas")).toEqual(size);
  expect(await owners(scenario, "Service", scenario.service, "spec.ports")).toEqual([fieldManagers.deploy]);
  expect(await owners(scenario, "Service", scenario.service, "spec.selector")).toEqual([
    fieldManagers.switch,
  ]);
  expect(await owners(scenario, "HorizontalPodAutoscaler", workload, "spec.minReplicas")).toEqual([
    fieldManagers.scale,
  ]);
  expect(await owners(scenario, "PodDisruptionBudget", workload, "spec.selector")).toEqual([
    fieldManagers.deploy,
  ]);
}

/** An autoscaler that works during releases, and who owns the size meanwhile. Each has a service of its own: load goes by service. */
export function autoscalingCases(file: EngineContractFile): void {
  describe.concurrent("autoscaling", () => {
    test("the live color grows while a release waits: the candidate follows before it serves", () =>
      file.play({}, async (scenario) => {
        const { namespace, service } = scenario;
        await scenario.worker();
        await scenario.scaling({ min: 1, max: 3, scaleDownSeconds: 0 });
        await scenario.firstRelease();
        await scenario.environment({ autoPromote: false });
        const id = await scenario.request({ build: "second" });
        await scenario.reaches(id, "awaiting_promotion");
        await file.cluster().load({ namespace, service, color: "blue" }, 2);
        await scaledTo(scenario, "blue", 3);
        await vi.waitFor(() => expect(scenario.traffic.ready()).toBe(3), patience);
        await scenario.ask(id, "promoted");
        await scenario.reaches(id, "holding");
        expect(await scenario.serving()).toBe("green");
        expect(scenario.traffic.ready()).toBeGreaterThanOrEqual(3);
      }));

    test("the live color shrinks while a release waits: traffic never has less than the autoscaler wants", () =>
      file.play({ service: "payment-history-api" }, async (scenario) => {
        const { namespace, service } = scenario;
        await scenario.worker();
        await scenario.scaling({ min: 1, max: 3, scaleDownSeconds: 0 });
        await scenario.firstRelease();
        await file.cluster().load({ namespace, service, color: "blue" }, 2);
        await scaledTo(scenario, "blue", 3);
        await scenario.environment({ autoPromote: false });
        const id = await scenario.request({ build: "second" });
        await scenario.reaches(id, "awaiting_promotion");
        await file.cluster().load({ namespace, service, color: "blue" }, 0.01);
        await scaledTo(scenario, "blue", 1);
        await scenario.ask(id, "promoted");
        await scenario.reaches(id, "holding");
        expect(await scenario.serving()).toBe("green");
      }));

    test("fields belong to whom they should, after a release, a scale, a hand edit and a second release", () =>
      file.play({ service: "payment-ledger-api" }, async (scenario) => {
        const { namespace, service } = scenario;
        await scenario.worker();
        await scenario.scaling({ min: 1, max: 3, scaleDownSeconds: 0 });
        await scenario.firstRelease();
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "holding");
        await ownsAsAgreed(scenario, "green", [fieldManagers.scale]);
        await file.cluster().load({ namespace, service, color: "green" }, 2);
        await scaledTo(scenario, "green", 3);
        await ownsAsAgreed(scenario, "green", ["kube-controller-manager"]);
        await scenario.edit("Deployment", `${service}-green`, {
          manager: "kubectl-edit",
          body: { spec: { replicas: 2 } },
        });
        await ownsAsAgreed(scenario, "green", ["kubectl-edit"]);
        const third = await scenario.request();
        await scenario.reaches(third, "holding");
        await ownsAsAgreed(scenario, "blue", [fieldManagers.scale]);
        expect(
          await owners(scenario, "Deployment", `${service}-green`, "spec.template.spec.containers"),
        ).toEqual([fieldManagers.deploy]);
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
      }));
  });
}
