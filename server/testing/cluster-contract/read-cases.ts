import { expect, test } from "vitest";
import { contractService, contractTarget, contractWorkload } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { failed, green, until } from "./contract-world";

/** What one look at a target tells, and what a dry run does. */
export function readCases(world: ContractWorld): void {
  test("a namespace that does not exist is no empty target", async () => {
    const answer = await world.gateway.observe(contractTarget("nowhere-at-all"), world.signal);
    expect(answer).toMatchObject({ reachable: false, why: "namespace_missing" });
  });

  test("an empty namespace is an empty target", async () => {
    const here = await world.place();
    expect(await here.seen()).toMatchObject({
      active: null,
      preview: null,
      workloads: {},
      hpas: {},
      pods: [],
      activeEndpoints: [],
    });
  });

  test("a workload is seen with its identity, size and template", async () => {
    const here = await world.withWorkload();
    const workload = (await here.seen()).workloads["shop-green"];
    expect(workload).toMatchObject({
      wanted: 1,
      bundle: "b-1",
      deploymentId: "d-1",
      images: [world.image],
      foreignManagers: [],
      paused: false,
    });
    expect(workload?.probes).toEqual({ readiness: "GET /ready on port http" });
  });

  test("other Services that select our pods are seen", async () => {
    const here = await world.withService();
    await world.client.json({
      method: "POST",
      path: `/api/v1/namespaces/${here.namespace}/services`,
      body: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "other" },
        spec: { selector: green, ports: [{ port: 80 }] },
      },
    });
    expect((await here.seen()).otherServicesSelecting).toEqual([{ name: "other", color: "green" }]);
  });

  test("a dry run tells what would happen and writes nothing", async () => {
    const here = await world.withWorkload();
    const target = contractTarget(here.namespace);
    await until(here.seen, (seen) => (seen.workloads["shop-green"]?.observedGeneration ?? 0) > 0);
    const objects = [
      contractService(),
      contractWorkload({ image: world.image }),
      contractWorkload({ image: world.image, color: "blue", bundle: "b-9" }),
      { ...contractService("broken"), spec: { ports: [{ name: "http", port: 99_999 }] } },
    ];
    const answers = await world.gateway.dryRun(target, objects, world.signal);
    expect(answers.map((answer) => answer.outcome)).toEqual(["created", "unchanged", "created", "refused"]);
    expect(answers[3]).toMatchObject({ status: 422 });
    expect((await here.seen()).active).toBeNull();
    const [changed] = await world.gateway.dryRun(
      target,
      [contractWorkload({ image: world.image, bundle: "b-2" })],
      world.signal,
    );
    expect(changed).toMatchObject({ outcome: "configured" });
  });

  test("a canceled call ends at once and says so", async () => {
    const here = await world.place();
    const result = await world.gateway.perform(
      contractTarget(here.namespace),
      { kind: "applyObject", key: "E3", object: contractService() },
      AbortSignal.abort(),
    );
    failed(result, "unreachable");
  });
}
