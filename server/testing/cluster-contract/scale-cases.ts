import { expect, test } from "vitest";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { contractWorkload } from "./contract-objects";
import type { ContractWorld, Scaled } from "./contract-world";
import { expectation, failed, ownersOf, scaleTo, until, written } from "./contract-world";

/** E4, E8, E15: sizes are written through `/scale` alone. */
export function scaleCases(world: ContractWorld): void {
  test("E8 a size is written through /scale and owned by switchyard-scale", async () => {
    const here = await world.withWorkload();
    written(await scaleTo(here, 3));
    const workload = await here.read<Scaled>("Deployment", "shop-green");
    expect(workload.spec.replicas).toBe(3);
    expect(ownersOf(workload, "spec.replicas")).toEqual([fieldManagers.scale]);
  });

  test("E8 the same size is a skip; at least never lowers", async () => {
    const here = await world.withWorkload();
    written(await scaleTo(here, 3));
    written(await scaleTo(here, 3), "skipped");
    written(await scaleTo(here, 2, "atLeast"), "skipped");
    written(await scaleTo(here, 2));
    expect((await here.read<Scaled>("Deployment", "shop-green")).spec.replicas).toBe(2);
  });

  test("E8 the size changes hands between us, an autoscaler and a person", async () => {
    const here = await world.withWorkload();
    const owners = async () => ownersOf(await here.read("Deployment", "shop-green"), "spec.replicas");
    const path = objectPath("Deployment", here.namespace, "shop-green");
    written(await scaleTo(here, 3));
    await world.client.json({
      method: "PATCH",
      path: `${path}/scale`,
      patch: "merge",
      query: { fieldManager: "kube-controller-manager" },
      body: { spec: { replicas: 4 } },
    });
    expect(await owners()).toEqual(["kube-controller-manager"]);
    written(await scaleTo(here, 5));
    expect(await owners()).toEqual([fieldManagers.scale]);
    await world.client.json({
      method: "PATCH",
      path,
      patch: "merge",
      query: { fieldManager: "kubectl-edit" },
      body: { spec: { replicas: 1 } },
    });
    expect(await owners()).toEqual(["kubectl-edit"]);
    written(await scaleTo(here, 2));
    expect(await owners()).toEqual([fieldManagers.scale]);
  });

  test("an apply after a scale leaves the size alone", async () => {
    const here = await world.withWorkload();
    written(await scaleTo(here, 2));
    const object = contractWorkload({ image: world.image, bundle: "b-2" });
    await until(
      async () =>
        here.perform({
          kind: "applyWorkload",
          key: "E5",
          object,
          expect: expectation(await here.read("Deployment", "shop-green")),
        }),
      (result) => result.ok,
    );
    expect((await here.read<Scaled>("Deployment", "shop-green")).spec.replicas).toBe(2);
  });

  test("a stale version, another uid and a missing workload are told apart", async () => {
    const here = await world.withWorkload();
    const stale = expectation(await here.read("Deployment", "shop-green"));
    written(await scaleTo(here, 2));
    const scale = { kind: "scale", key: "E8", workload: "shop-green", replicas: 4, mode: "exactly" } as const;
    failed(await here.perform({ ...scale, expect: stale }), "precondition_lost");
    failed(
      await here.perform({
        ...scale,
        expect: { uid: "00000000-0000-0000-0000-000000000000", resourceVersion: "1" },
      }),
      "precondition_lost",
    );
    failed(await here.perform({ ...scale, workload: "nobody", expect: stale }), "missing");
  });
}
