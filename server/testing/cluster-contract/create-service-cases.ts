import { expect, test } from "vitest";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Effect } from "@/server/domain/rollout/effect";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { contractService } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { blue, failed, ownersOf, written } from "./contract-world";

/** The archived Service with selector and fence, as the engine asks for it. */
function lost(address: string | null): Effect {
  const archived = contractService();
  const metadata = { ...archived.metadata, annotations: { [annotations.fence]: "7" } };
  const object = { ...archived, metadata, spec: { ...(archived["spec"] as object), selector: blue } };
  return { kind: "createService", key: "D-service", object, address };
}

/** A deleted active Service comes back in one request. */
export function createServiceCases(world: ContractWorld): void {
  test("a deleted Service is created with selector, fence and the address that it had", async () => {
    const here = await world.serving();
    const { clusterIp = null } = (await here.seen()).active ?? {};
    const path = objectPath("Service", here.namespace, "shop");
    await world.client.json({ method: "DELETE", path });
    written(await here.perform(lost(clusterIp)));
    expect((await here.seen()).active).toMatchObject({ selector: blue, fence: 7, clusterIp });
    expect(ownersOf(await here.read("Service", "shop"), "spec.selector")).toEqual([fieldManagers.switch]);
    failed(await here.perform(lost(clusterIp)), "precondition_lost");
  });

  test("when its address is taken, any other will do", async () => {
    const here = await world.serving();
    const other = await world.serving();
    const taken = (await other.seen()).active?.clusterIp ?? null;
    await world.client.json({ method: "DELETE", path: objectPath("Service", here.namespace, "shop") });
    written(await here.perform(lost(taken)));
    const { active } = await here.seen();
    expect(active).toMatchObject({ selector: blue, fence: 7 });
    expect(active?.clusterIp).not.toBe(taken);
  });
}
