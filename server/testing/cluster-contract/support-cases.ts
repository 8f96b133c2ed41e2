import { expect, test } from "vitest";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { contractService } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { failed, ownersOf, written } from "./contract-world";

/** E3: supporting objects are applied with force, and never with a selector. */
export function supportCases(world: ContractWorld): void {
  test("E3 the same apply again writes nothing", async () => {
    const here = await world.withService();
    written(await here.perform({ kind: "applyObject", key: "E3", object: contractService() }), "skipped");
  });

  test("E3 a Service is applied without its selector, and owned without it", async () => {
    const here = await world.withService();
    const service = await here.read<RawObject & { spec: { selector?: object } }>("Service", "shop");
    expect(service.spec.selector ?? {}).toEqual({});
    expect(ownersOf(service, "spec.ports")).toContain(fieldManagers.deploy);
    expect(ownersOf(service, "spec.selector")).toEqual([]);
  });

  test("E3 what another tool wrote into our fields is taken back", async () => {
    const here = await world.withService();
    await world.client.json({
      method: "PATCH",
      path: objectPath("Service", here.namespace, "shop"),
      patch: "merge",
      query: { fieldManager: "somebody" },
      body: { metadata: { annotations: { "switchyard.internal/catalog": "foreign" } } },
    });
    written(await here.perform({ kind: "applyObject", key: "E3", object: contractService() }));
    expect((await here.read("Service", "shop")).metadata.annotations).toMatchObject({
      "switchyard.internal/catalog": "demo",
    });
  });

  test("an object that breaks a rule is invalid", async () => {
    const here = await world.place();
    const object = contractService();
    failed(
      await here.perform({
        kind: "applyObject",
        key: "E3",
        object: { ...object, spec: { ports: [{ name: "http", port: 99_999 }] } },
      }),
      "invalid",
    );
  });

  test("a field that the kind does not have is invalid", async () => {
    const here = await world.place();
    const object = contractService();
    failed(
      await here.perform({ kind: "applyObject", key: "E3", object: { ...object, spec: { portz: [] } } }),
      "invalid",
    );
  });

  test("a kind that Switchyard does not know is refused before anything is sent", async () => {
    const here = await world.place();
    const object = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" } };
    failed(await here.perform({ kind: "applyObject", key: "E3", object }), "invalid");
  });
}
