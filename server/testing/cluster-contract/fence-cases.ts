import { expect, test } from "vitest";
import type { ContractWorld } from "./contract-world";
import { expectation, failed, written } from "./contract-world";

/** E1: one epoch owns a target. */
export function fenceCases(world: ContractWorld): void {
  test("E1 the fence is claimed once; the same epoch again is a skip", async () => {
    const here = await world.serving();
    const claim = {
      kind: "claimFence",
      key: "E1",
      service: "shop",
      epoch: 3,
      expect: expectation(await here.read("Service", "shop")),
    } as const;
    written(await here.perform(claim), "skipped");
    expect((await here.seen()).active).toMatchObject({ fence: 3 });
  });

  test("E1 a higher fence ends this worker", async () => {
    const here = await world.serving();
    failed(
      await here.perform({
        kind: "claimFence",
        key: "E1",
        service: "shop",
        epoch: 2,
        expect: expectation(await here.read("Service", "shop")),
      }),
      "fenced_out",
    );
  });

  test("E1 a stale version is a lost precondition, a missing Service is missing", async () => {
    const here = await world.serving();
    const { uid } = (await here.read("Service", "shop")).metadata;
    const claim = { kind: "claimFence", key: "E1", epoch: 4 } as const;
    failed(
      await here.perform({ ...claim, service: "shop", expect: { uid, resourceVersion: "1" } }),
      "precondition_lost",
    );
    failed(
      await here.perform({ ...claim, service: "nobody", expect: { uid, resourceVersion: "1" } }),
      "missing",
    );
  });
}
