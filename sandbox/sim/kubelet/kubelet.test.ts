import { describe, expect, it } from "vitest";
import { isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { createSimulatedLogs } from "@/sandbox/sim/logs/simulated-logs";
import { FAULT_LABEL, faultOf } from "@/sandbox/sim/pod-fault";
import { STARTED_AGO } from "@/sandbox/sim/started-ago";
import {
  deployment,
  images,
  startTestCluster,
  type TestCluster,
  testOrganization,
} from "@/sandbox/testing/test-cluster";

const podsOf = ({ client }: TestCluster) => client.list("pods", "shop") as readonly Pod[];
const eventsOf = ({ client }: TestCluster) =>
  client.list("events", "shop").map((event) => `${event["reason"]}: ${event["message"]}`);
const containerOf = (test: TestCluster) => podsOf(test)[0]?.status?.containerStatuses?.[0];

async function run(wish: Parameters<typeof deployment>[0], ms: number): Promise<TestCluster> {
  const test = await startTestCluster();
  test.client.create("deployments.apps", deployment({ replicas: 1, ...wish }));
  await test.clock.advance(ms);
  return test;
}

function logs(test: TestCluster, previous: boolean): string[] {
  const organization = testOrganization();
  const source = createSimulatedLogs({
    client: test.client,
    clock: test.clock,
    organization,
    faultOf: (pod) => faultOf(test.client, organization, pod),
  });
  const pod = podsOf(test)[0];
  return pod === undefined ? [] : source.read(pod, { container: "app", previous }).map((line) => line.text);
}

describe("a pod", () => {
  it("goes from Pending through ContainerCreating to Ready within four seconds", async () => {
    const test = await startTestCluster();
    const steps: string[] = [];
    test.client.watch("pods", ({ object }) => {
      const { status } = object as Pod;
      const step = isReady(object as Pod)
        ? "Ready"
        : (status?.containerStatuses?.[0]?.state.waiting?.reason ?? status?.phase ?? "new");
      if (steps.at(-1) !== step) steps.push(step);
    });
    test.client.create("deployments.apps", deployment({ replicas: 1 }));
    await test.clock.advance(4100);
    expect(steps.slice(-3)).toEqual(["ContainerCreating", "Running", "Ready"]);
    expect(containerOf(test)?.imageID).toBe(`registry.test/shop/cart@${images.good.split("@")[1]}`);
    expect(eventsOf(test).map((event) => event.split(":")[0])).toEqual(
      expect.arrayContaining(["Scheduled", "Pulling", "Pulled", "Created", "Started"]),
    );
    test.cluster.stop();
  });

  it("waits for the key of a Secret that its container refers to, and starts when it is there", async () => {
    const env = [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "cart-secret", key: "TOKEN" } } }];
    const test = await run({ container: { env } }, 6000);
    const waiting = () => containerOf(test)?.state.waiting;
    expect(waiting()).toEqual({
      reason: "CreateContainerConfigError",
      message: 'secret "cart-secret" not found',
    });
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "cart-secret", namespace: "shop" } };
    test.client.create("secrets", { ...secret, data: { OTHER: "eA==" } });
    await test.clock.advance(3000);
    expect(waiting()?.message).toBe("couldn't find key TOKEN in Secret shop/cart-secret");
    test.client.patch("secrets", { namespace: "shop", name: "cart-secret" }, { data: { TOKEN: "eA==" } });
    await test.clock.advance(6000);
    expect(isReady(podsOf(test)[0] as Pod)).toBe(true);
    test.cluster.stop();
  });

  it("ends within its grace, with terminating endpoints until it is gone", async () => {
    const test = await run({ container: { lifecycle: { preStop: { sleep: { seconds: 2 } } } } }, 6000);
    test.client.create("services", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "cart", namespace: "shop" },
      spec: { selector: { app: "cart" }, ports: [{ port: 80, targetPort: 3000 }] },
    });
    await test.clock.advance(500);
    const name = podsOf(test)[0]?.metadata.name ?? "";
    test.client.delete("pods", { namespace: "shop", name });
    await test.clock.advance(1000);
    const slice = test.client.list("endpointslices.discovery.k8s.io", "shop")[0];
    const endpoint = slice?.["endpoints"].find(
      (entry: { targetRef: { name: string } }) => entry.targetRef.name === name,
    );
    expect(endpoint?.conditions).toEqual({ ready: false, serving: true, terminating: true });
    await test.clock.advance(2200);
    expect(test.client.get("pods", "shop", name)).toBeUndefined();
    expect(eventsOf(test)).toContain("Killing: Stopping container app");
    test.cluster.stop();
  });

  it("waits for a ConfigMap that is missing", async () => {
    const test = await run({ container: { envFrom: [{ configMapRef: { name: "settings" } }] } }, 5000);
    expect(containerOf(test)?.state.waiting).toEqual({
      reason: "CreateContainerConfigError",
      message: 'configmap "settings" not found',
    });
    test.client.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: "shop" },
      data: { A: "1" },
    });
    await test.clock.advance(6000);
    expect(podsOf(test).filter(isReady)).toHaveLength(1);
    test.cluster.stop();
  });
});

describe("a build that misses a setting", () => {
  it("loops with growing pauses and says why in its log", async () => {
    const test = await run({ image: images["missing-config"] }, 8000);
    expect(containerOf(test)).toMatchObject({
      restartCount: 1,
      ready: false,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 1, reason: "Error" } },
    });
    expect(logs(test, true).at(-1)).toContain("missing required config MISSION_RULES_URL");
    const restarts: number[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      await test.clock.advance(60_000);
      restarts.push(containerOf(test)?.restartCount ?? 0);
    }
    // Pauses of 10, 20, 40, 80 and 160 s.
    expect(restarts).toEqual([3, 4, 5, 5, 5, 6]);
    expect(
      eventsOf(test).some((event) =>
        event.startsWith("BackOff: Back-off restarting failed container app in pod cart-"),
      ),
    ).toBe(true);
    test.cluster.stop();
  });

  it("is healthy with a ConfigMap that has the setting", async () => {
    const test = await startTestCluster();
    test.client.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: "shop" },
      data: { MISSION_RULES_URL: "http://rules" },
    });
    test.client.create(
      "deployments.apps",
      deployment({
        replicas: 1,
        image: images["missing-config"],
        container: { envFrom: [{ configMapRef: { name: "settings" } }] },
      }),
    );
    await test.clock.advance(6000);
    expect(podsOf(test).filter(isReady)).toHaveLength(1);
    test.cluster.stop();
  });
});

describe("other faults", () => {
  it("an absent image is ErrImagePull, then ImagePullBackOff", async () => {
    const test = await run({ image: images["image-pull"] }, 4000);
    expect(containerOf(test)?.state.waiting?.reason).toBe("ImagePullBackOff");
    expect(eventsOf(test)).toContain("Failed: Error: ErrImagePull");
    expect(
      eventsOf(test).some(
        (event) => event.startsWith("Failed: Failed to pull image") && event.endsWith("not found"),
      ),
    ).toBe(true);
    test.cluster.stop();
  });

  it("a build that never gets ready runs and fails its probe", async () => {
    const test = await run({ image: images["never-ready"] }, 30_000);
    expect(containerOf(test)).toMatchObject({ ready: false, restartCount: 0 });
    expect(containerOf(test)?.state.running).toBeDefined();
    expect(eventsOf(test)).toContain(
      "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503",
    );
    test.cluster.stop();
  });

  it("a slow build is ready after 140 s", async () => {
    const test = await run({ image: images["slow-start"] }, 130_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(0);
    await test.clock.advance(15_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(1);
    test.cluster.stop();
  });

  it("a label on a living pod makes it fail, and its removal heals it", async () => {
    const test = await run({}, 6000);
    const name = podsOf(test)[0]?.metadata.name ?? "";
    const label = (value: string | null) =>
      test.client.patch(
        "pods",
        { namespace: "shop", name },
        { metadata: { labels: { [FAULT_LABEL]: value } } },
      );
    label("never-ready");
    await test.clock.advance(3000);
    expect(podsOf(test).filter(isReady)).toHaveLength(0);
    label(null);
    await test.clock.advance(12_000);
    expect(podsOf(test).filter(isReady)).toHaveLength(1);
    label("oom");
    await test.clock.advance(1300);
    expect(containerOf(test)?.state.terminated ?? containerOf(test)?.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: "OOMKilled",
    });
    test.cluster.stop();
  });
});

describe("pods that were started before", () => {
  it("are ready at once, without start events, and later ones start as usual", async () => {
    const test = await run({ replicas: 3, annotations: { [STARTED_AGO]: "3600" } }, 300);
    expect(podsOf(test).filter(isReady)).toHaveLength(3);
    expect(containerOf(test)?.state.running?.startedAt).toBe("2026-01-05T08:00:00Z");
    expect(eventsOf(test).some((event) => event.startsWith("Pull"))).toBe(false);
    await test.clock.advance(120_000);
    test.client.delete("pods", { namespace: "shop", name: podsOf(test)[0]?.metadata.name ?? "" });
    await test.clock.advance(1000);
    expect(podsOf(test).filter(isReady)).toHaveLength(2);
    await test.clock.advance(6000);
    expect(
      podsOf(test).filter((pod) => pod.status?.startTime?.startsWith("2026-01-05T09") === true),
    ).toHaveLength(1);
    test.cluster.stop();
  });

  it("look back on kills for memory where the organization says so", async () => {
    const test = await run(
      {
        replicas: 3,
        annotations: { [STARTED_AGO]: "86400" },
        podLabels: { "switchyard.internal/service": "cart" },
      },
      500,
    );
    const killed = podsOf(test).filter((pod) => pod.status?.containerStatuses?.[0]?.restartCount === 3);
    expect(killed).toHaveLength(1);
    expect(killed[0]?.status?.containerStatuses?.[0]?.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: "OOMKilled",
    });
    expect(podsOf(test).filter(isReady)).toHaveLength(3);
    test.cluster.stop();
  });
});
