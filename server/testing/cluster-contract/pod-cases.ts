import { expect, test } from "vitest";
import type { Effect } from "@/server/domain/rollout/effect";
import { activeSelector } from "@/server/domain/rollout/target";
import { contractTarget } from "./contract-objects";
import type { ContractWorld } from "./contract-world";
import { failed, scaleTo, until, written } from "./contract-world";

/** What runs: pods, endpoints, smoke checks and logs. */
export function podCases(world: ContractWorld): void {
  test("pods, endpoints and events of a running workload are seen", async () => {
    const here = await world.readyWorkload();
    // One look is many reads: the endpoint may be ready in a later one than the pod.
    const seen = await until(
      here.seen,
      ({ previewEndpoints, pods }) =>
        previewEndpoints.some(({ ready }) => ready) && pods.some(({ ready }) => ready),
    );
    expect(seen.pods).toHaveLength(1);
    expect(seen.pods[0]).toMatchObject({
      service: "shop",
      color: "green",
      release: "d-1",
      ready: true,
      phase: "Running",
    });
    expect(seen.pods[0]?.templateHash).toBe(seen.workloads["shop-green"]?.templateHash);
    expect(seen.previewEndpoints[0]).toMatchObject({
      podName: seen.pods[0]?.name,
      ready: true,
      terminating: false,
    });
    // Events come in their own time, after what they tell.
    await until(here.seen, ({ events }) => events.some(({ reason }) => reason === "ScalingReplicaSet"));
  });

  test("E7 a smoke check asks a ready pod, and fails while there is none", async () => {
    const here = await world.readyWorkload();
    const check: Effect = {
      kind: "smokeCheck",
      key: "E7",
      service: "shop-preview",
      port: "http",
      path: "/ready",
    };
    await until(here.seen, (target) => target.previewEndpoints.some((endpoint) => endpoint.ready));
    written(await here.perform(check), "passed");
    written(await scaleTo(here, 0));
    await until(here.seen, (target) => target.previewEndpoints.every((endpoint) => !endpoint.ready));
    failed(await here.perform(check), "check_failed");
  });

  test("lines of a log, followed until the caller ends it", async () => {
    const here = await world.readyWorkload();
    const seen = await until(here.seen, (target) => target.pods.some((pod) => pod.ready));
    const pod = seen.pods[0]?.name ?? "";
    const target = contractTarget(here.namespace);
    const past: string[] = [];
    for await (const line of world.gateway.logs(
      target,
      { pod, previous: false, tailLines: 2, follow: false },
      world.signal,
    ))
      past.push(line);
    expect(past.length).toBeLessThanOrEqual(2);
    const stop = new AbortController();
    for await (const line of world.gateway.logs(
      target,
      { pod, previous: false, tailLines: 1, follow: true },
      stop.signal,
    )) {
      expect(line).not.toContain("\n");
      stop.abort();
    }
  });

  test("a log with timestamps goes on from a moment, without the lines before it", async () => {
    const here = await world.readyWorkload();
    const seen = await until(here.seen, (now) => now.pods.some((pod) => pod.ready));
    const target = contractTarget(here.namespace);
    const read = async (since?: string) => {
      const lines: string[] = [];
      const request = {
        ...{ pod: seen.pods[0]?.name ?? "", previous: false, tailLines: 50, follow: false, timestamps: true },
        ...(since === undefined ? {} : { since }),
      };
      for await (const line of world.gateway.logs(target, request, world.signal)) lines.push(line);
      return lines;
    };
    const all = await read();
    for (const line of all) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z /);
    expect(await read(new Date(Date.now() + 3_600_000).toISOString())).toEqual([]);
  });

  test("a pod ends by its uid, once; one of another uid stays", async () => {
    const here = await world.readyWorkload();
    const [pod] = (await until(here.seen, ({ pods }) => pods.some(({ ready }) => ready))).pods;
    if (!pod) throw new Error("no pod");
    const evict = { kind: "evictPod", key: "evict", pod: pod.name } as const;
    written(await here.perform({ ...evict, uid: "00000000-0000-4000-8000-000000000000" }), "skipped");
    expect((await here.seen()).pods.find(({ uid }) => uid === pod.uid)?.deletingSince).toBeUndefined();
    written(await here.perform({ ...evict, uid: pod.uid }));
    await until(here.seen, ({ pods }) => pods.some(({ uid, ready }) => ready && uid !== pod.uid));
    await until(here.seen, ({ pods }) => pods.every(({ uid }) => uid !== pod.uid));
    written(await here.perform({ ...evict, uid: pod.uid }), "skipped");
  });

  test("a disruption budget at its limit keeps the pod, with its numbers", async () => {
    const here = await world.readyWorkload();
    await world.client.json({
      method: "POST",
      path: `/apis/policy/v1/namespaces/${here.namespace}/poddisruptionbudgets`,
      body: {
        ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "shop-green" } },
        spec: { minAvailable: 1, selector: { matchLabels: activeSelector("shop", "green") } },
      },
    });
    const [pod] = (await until(here.seen, ({ pods }) => pods.some(({ ready }) => ready))).pods;
    const { name = "", uid = "" } = pod ?? {};
    // Until the controller has counted, the server says that it is still being worked on.
    const answer = await until(
      () => here.perform({ kind: "evictPod", key: "evict", pod: name, uid }),
      (result) => result.ok || result.failure.class !== "unreachable",
    );
    expect(answer).toMatchObject({
      ok: false,
      failure: { class: "refused", message: expect.stringMatching(/needs 1 healthy pods? and has 1/) },
    });
    expect((await here.seen()).pods.map((each) => each.uid)).toEqual([uid]);
  });

  test("a log that cannot be opened throws the server's sentence", async () => {
    const here = await world.place();
    const lines = world.gateway.logs(
      contractTarget(here.namespace),
      { pod: "nobody", previous: false, tailLines: 1, follow: false },
      world.signal,
    );
    await expect(lines[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 404 });
  });
}
