import { expect, test } from "vitest";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { contractService } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { blue, failed, green, ownersOf, select, written } from "./contract-world";

/** E6, E11, R2: a switch replaces a whole selector under its tests. */
export function selectCases(world: ContractWorld): void {
  test("E11 the first selector is added to a Service that has none", async () => {
    const here = await world.withService();
    written(await here.perform(select(null, blue, null)));
    const service = await here.read("Service", "shop");
    expect((await here.seen()).active).toMatchObject({ selector: blue, servingDeployment: "d-1" });
    expect(ownersOf(service, "spec.selector")).toEqual([fieldManagers.switch]);
  });

  test("E11 the whole selector is replaced, the same again is a skip", async () => {
    const here = await world.serving();
    const twoMore = { ...blue, leftover: "key" };
    await world.client.json({
      method: "PATCH",
      path: objectPath("Service", here.namespace, "shop"),
      patch: "merge",
      body: { spec: { selector: twoMore } },
    });
    written(await here.perform(select(twoMore, green, 3, "d-2")));
    expect((await here.seen()).active).toMatchObject({ selector: green, servingDeployment: "d-2", fence: 3 });
    written(await here.perform(select(twoMore, green, 3, "d-2")), "skipped");
  });

  test("E11 another selector than the tested one is a lost precondition (422 without causes)", async () => {
    const here = await world.serving();
    const result = await here.perform(select({ ...blue, more: "keys" }, green, 3));
    failed(result, "precondition_lost");
    expect(result).toMatchObject({ failure: { status: 422 } });
    expect((await here.seen()).active).toMatchObject({ selector: blue });
  });

  test("E11 a lower fence than the Service's is fenced out, a higher one is a lost precondition", async () => {
    const here = await world.serving();
    failed(await here.perform(select(blue, green, 2)), "fenced_out");
    failed(await here.perform(select(blue, green, 4)), "precondition_lost");
  });

  test("E11 a Service that already has a selector is no first switch", async () => {
    const here = await world.serving();
    failed(await here.perform(select(null, green, 3)), "precondition_lost");
  });

  test("an apply after a switch leaves the selector alone", async () => {
    const here = await world.serving();
    await here.perform({ kind: "applyObject", key: "E3", object: contractService() });
    expect((await here.seen()).active).toMatchObject({ selector: blue });
  });
}
