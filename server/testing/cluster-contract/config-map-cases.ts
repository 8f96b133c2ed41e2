import { expect, test } from "vitest";
import type { Effect } from "@/server/domain/rollout/effect";
import { contractConfigMap } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { failed, written } from "./contract-world";

/** E2 and E16: config maps are created once and deleted by uid. */
export function configMapCases(world: ContractWorld): void {
  test("E2 a config map is created once, and the same content again is a skip", async () => {
    const here = await world.place();
    const effect: Effect = {
      kind: "ensureConfigMap",
      key: "E2",
      object: contractConfigMap({ PORT: "8080" }),
    };
    written(await here.perform(effect));
    written(await here.perform(effect), "skipped");
  });

  test("E2 other content under the same name is refused, nothing is changed", async () => {
    const here = await world.place();
    await here.perform({ kind: "ensureConfigMap", key: "E2", object: contractConfigMap({ PORT: "8080" }) });
    failed(
      await here.perform({ kind: "ensureConfigMap", key: "E2", object: contractConfigMap({ PORT: "9090" }) }),
      "invalid",
    );
    expect(await here.read("ConfigMap", "shop-config-v1-00000000")).toMatchObject({ data: { PORT: "8080" } });
  });

  test("E16 a config map is deleted by uid, another object of its name stays, gone is done", async () => {
    const here = await world.place();
    const name = "shop-config-v1-00000000";
    await here.perform({ kind: "ensureConfigMap", key: "E2", object: contractConfigMap({ A: "1" }) });
    const { metadata } = await here.read("ConfigMap", name);
    failed(
      await here.perform({
        kind: "deleteConfigMap",
        key: "E16",
        name,
        uid: "00000000-0000-0000-0000-000000000000",
      }),
      "precondition_lost",
    );
    written(await here.perform({ kind: "deleteConfigMap", key: "E16", name, uid: metadata.uid }));
    written(await here.perform({ kind: "deleteConfigMap", key: "E16", name, uid: metadata.uid }), "skipped");
  });
}
