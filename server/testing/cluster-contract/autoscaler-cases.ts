import { expect, test } from "vitest";
import { fieldManagers } from "@/server/domain/rollout/target";
import { contractHpa } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { failed, ownersOf, written } from "./contract-world";

/** E9, E14: bounds belong to scaling. */
export function autoscalerCases(world: ContractWorld): void {
  test("E9 bounds are applied and owned by switchyard-scale, the same again is a skip", async () => {
    const here = await world.withWorkload();
    written(await here.perform({ kind: "applyHpa", key: "E9", object: contractHpa({ min: 2, max: 4 }) }));
    const hpa = await here.read("HorizontalPodAutoscaler", "shop-green");
    expect(ownersOf(hpa, "spec.minReplicas")).toEqual([fieldManagers.scale]);
    expect((await here.seen()).hpas["shop-green"]).toMatchObject({
      min: 2,
      max: 4,
      workload: "shop-green",
      ours: true,
    });
  });

  test("E14 an autoscaler is deleted by uid, gone is done", async () => {
    const here = await world.withWorkload();
    await here.perform({ kind: "applyHpa", key: "E9", object: contractHpa({ min: 1, max: 4 }) });
    const { uid } = (await here.read("HorizontalPodAutoscaler", "shop-green")).metadata;
    failed(
      await here.perform({
        kind: "deleteHpa",
        key: "E14",
        name: "shop-green",
        uid: "00000000-0000-0000-0000-000000000000",
      }),
      "precondition_lost",
    );
    written(await here.perform({ kind: "deleteHpa", key: "E14", name: "shop-green", uid }));
    written(await here.perform({ kind: "deleteHpa", key: "E14", name: "shop-green", uid }), "skipped");
  });
}
