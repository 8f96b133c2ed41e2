import { expect, test } from "vitest";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { contractWorkload } from "./contract-objects";
import type { ContractWorld, Scaled } from "./contract-world";
import { expectation, failed, ownersOf, scaleTo, until, written } from "./contract-world";

/** E5: a workload carries the bundle, unless the world moved meanwhile. */
export function workloadCases(world: ContractWorld): void {
  test("E5 a workload is created with one pod, whatever size the bundle says", async () => {
    const here = await world.withWorkload();
    const workload = await here.read<Scaled>("Deployment", "shop-green");
    expect(workload.spec.replicas).toBe(1);
    expect(ownersOf(workload, "spec.template")).toContain(fieldManagers.deploy);
    expect(ownersOf(workload, "spec.replicas")).not.toContain(fieldManagers.deploy);
  });

  test("E5 a workload that should be absent and is there is a lost precondition", async () => {
    const here = await world.withWorkload();
    failed(
      await here.perform({
        kind: "applyWorkload",
        key: "E5",
        object: contractWorkload({ image: world.image }),
        expect: "absent",
      }),
      "precondition_lost",
    );
  });

  test("E5 an update needs uid and version, and a stale version is a lost precondition", async () => {
    const here = await world.withWorkload();
    const before = await here.read("Deployment", "shop-green");
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
    expect((await here.read("Deployment", "shop-green")).metadata.annotations?.[annotations.bundle]).toBe(
      "b-2",
    );
    const late = contractWorkload({ image: world.image, bundle: "b-3" });
    failed(
      await here.perform({ kind: "applyWorkload", key: "E5", object: late, expect: expectation(before) }),
      "precondition_lost",
    );
  });

  test("E5 a workload that is gone is not resurrected", async () => {
    const here = await world.place();
    const object = contractWorkload({ image: world.image });
    const expect_ = { uid: "00000000-0000-0000-0000-000000000000", resourceVersion: "1" };
    failed(
      await here.perform({ kind: "applyWorkload", key: "E5", object, expect: expect_ }),
      "precondition_lost",
    );
    await expect(here.read("Deployment", "shop-green")).rejects.toMatchObject({ status: 404 });
  });

  test("E5 fields that another manager changed are refused with its name, not overwritten", async () => {
    const here = await world.withWorkload();
    await world.client.json({
      method: "PATCH",
      path: objectPath("Deployment", here.namespace, "shop-green"),
      patch: "merge",
      query: { fieldManager: "kubectl-edit" },
      body: { spec: { template: { spec: { terminationGracePeriodSeconds: 9 } } } },
    });
    const result = await until(
      async () =>
        here.perform({
          kind: "applyWorkload",
          key: "E5",
          object: contractWorkload({ image: world.image }),
          expect: expectation(await here.read("Deployment", "shop-green")),
        }),
      (answer) => answer.ok || answer.failure.class !== "precondition_lost",
    );
    failed(result, "refused");
    expect(result).toMatchObject({ failure: { message: expect.stringContaining("kubectl-edit") } });
  });

  test("E5 what others wrote into a color without pods is taken back, and is theirs no longer", async () => {
    const here = await world.withWorkload();
    await scaleTo(here, 0);
    await world.client.json({
      method: "PATCH",
      path: objectPath("Deployment", here.namespace, "shop-green"),
      patch: "json",
      query: { fieldManager: "kubectl-set" },
      body: [
        { op: "add", path: "/spec/template/spec/terminationGracePeriodSeconds", value: 9 },
        {
          op: "add",
          path: "/spec/template/spec/containers/0/env",
          value: [{ name: "BY_HAND", value: "1" }],
        },
      ],
    });
    const object = contractWorkload({ image: world.image, bundle: "b-2" });
    const result = await until(
      async () =>
        here.perform({
          kind: "applyWorkload",
          key: "E5",
          object,
          expect: expectation(await here.read("Deployment", "shop-green")),
        }),
      (answer) => answer.ok || answer.failure.class !== "precondition_lost",
    );
    written(result);
    const after = await here.read("Deployment", "shop-green");
    expect(JSON.stringify(after)).not.toContain("BY_HAND");
    expect(ownersOf(after, "spec.template.spec.terminationGracePeriodSeconds")).not.toContain("kubectl-set");
  });
}
