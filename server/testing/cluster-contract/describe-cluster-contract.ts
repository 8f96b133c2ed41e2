import { afterAll, beforeAll, describe } from "vitest";
import { autoscalerCases } from "./autoscaler-cases";
import { configMapCases } from "./config-map-cases";
import { type ContractCluster, ContractWorld } from "./contract-world";
import { createServiceCases } from "./create-service-cases";
import { fenceCases } from "./fence-cases";
import { podCases } from "./pod-cases";
import { readCases } from "./read-cases";
import { scaleCases } from "./scale-cases";
import { selectCases } from "./select-cases";
import { supportCases } from "./support-cases";
import { workloadCases } from "./workload-cases";

/** What every cluster must do for the gateway, and the gateway for the engine: each effect, its preconditions and its repeat. */
export function describeClusterContract(
  name: string,
  open: () => Promise<ContractCluster>,
  /** `pods: false` where no kubelet answers probes and logs. */
  abilities: { pods: boolean } = { pods: true },
): void {
  describe(`cluster gateway on ${name}`, () => {
    const world = new ContractWorld();
    beforeAll(() => world.open(open));
    afterAll(() => world.close());
    describe("config maps", () => configMapCases(world));
    describe("supporting objects", () => supportCases(world));
    describe("workloads", () => workloadCases(world));
    describe("sizes", () => scaleCases(world));
    describe("autoscalers", () => autoscalerCases(world));
    describe("the fence", () => fenceCases(world));
    describe("the switch", () => selectCases(world));
    describe("a deleted Service", () => createServiceCases(world));
    describe("reads", () => readCases(world));
    if (abilities.pods) describe("pods", () => podCases(world));
  });
}
