import { describe, expect, it } from "vitest";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { faultOf } from "@/sandbox/sim/pod-fault";
import { createServiceProxy } from "@/sandbox/sim/service-answer";
import {
  deployment,
  images,
  startTestCluster,
  type TestCluster,
  testOrganization,
} from "@/sandbox/testing/test-cluster";
import { createSimulatedLogs } from "./simulated-logs";

async function run(wish: Parameters<typeof deployment>[0] = {}) {
  const test = await startTestCluster();
  test.client.create(
    "deployments.apps",
    deployment({ replicas: 1, podLabels: { "switchyard.internal/service": "cart" }, ...wish }),
  );
  await test.clock.advance(8000);
  return { ...test, ...sources(test) };
}

function sources({ client, clock }: TestCluster) {
  const organization = testOrganization();
  const faults = (pod: Pod) => faultOf(client, organization, pod);
  const logs = createSimulatedLogs({ client, clock, organization, faultOf: faults });
  const proxy = createServiceProxy({ client, faultOf: faults, serviceLabel: "switchyard.internal/service" });
  return { logs, proxy, pod: () => client.list("pods", "shop")[0] as Pod };
}

describe("the log of a container", () => {
  it("begins with its start, goes on with requests and is the same at every look", async () => {
    const { logs, pod, clock, cluster } = await run();
    await clock.advance(60_000);
    const lines = logs.read(pod(), { container: "app", previous: false });
    expect(lines[0]?.text).toContain("starting cart good");
    expect(lines.some((line) => line.text.includes('"msg":"request"'))).toBe(true);
    expect(lines.map((line) => line.at)).toEqual([...lines.map((line) => line.at)].sort((a, b) => a - b));
    expect(logs.read(pod(), { container: "app", previous: false })).toEqual(lines);
    expect(logs.read(pod(), { container: "app", previous: false, tailLines: 3 })).toEqual(lines.slice(-3));
    const since = lines.at(-2)?.at ?? 0;
    expect(logs.read(pod(), { container: "app", previous: false, sinceTime: since })).toEqual(
      lines.filter((line) => line.at >= since),
    );
    expect(logs.read(pod(), { container: "app", previous: true })).toEqual([]);
    cluster.stop();
  });

  it("can be followed without a gap and without a repetition", async () => {
    const { logs, pod, clock, cluster } = await run();
    const before = logs.read(pod(), { container: "app", previous: false });
    const heard: string[] = [];
    const stop = logs.follow(pod(), "app", (line) => heard.push(line.text));
    await clock.advance(60_000);
    stop();
    const after = logs.read(pod(), { container: "app", previous: false });
    expect([...before.map((line) => line.text), ...heard]).toEqual(after.map((line) => line.text));
    await clock.advance(60_000);
    expect(heard.length).toBe(after.length - before.length);
    cluster.stop();
  });

  it.each([
    { image: images["missing-config"], last: "missing required config MISSION_RULES_URL" },
    { podLabels: { "sandbox.switchyard.internal/fault": "crash-loop" }, last: "uncaught exception" },
    { podLabels: { "sandbox.switchyard.internal/fault": "oom" }, last: "memory pressure" },
  ])("of a run that ended closes with $last", async ({ last, ...wish }) => {
    const { logs, pod, cluster } = await run(wish);
    expect(logs.read(pod(), { container: "app", previous: true }).at(-1)?.text).toContain(last);
    cluster.stop();
  });
});

describe("a call through a Service", () => {
  const service = (selector: object) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "cart", namespace: "shop" },
    spec: { selector, ports: [{ port: 80 }] },
  });
  const call = { namespace: "shop", service: "cart", port: "80", path: "/readyz" };

  it.each([
    { what: "a ready pod", image: images.good, selector: { app: "cart" }, status: 200 },
    {
      what: "a pod that never gets ready",
      image: images["never-ready"],
      selector: { app: "cart" },
      status: 503,
    },
    { what: "no pod at all", image: images.good, selector: { app: "other" }, status: undefined },
    {
      what: "a pod that crashes",
      image: images["missing-config"],
      selector: { app: "cart" },
      status: undefined,
    },
  ])("behind which there is $what is answered $status", async ({ image, selector, status }) => {
    const { proxy, client, cluster } = await run({ image });
    client.create("services", service(selector));
    const answer = await proxy(call);
    expect(answer?.status).toBe(status);
    if (status === 200)
      expect(JSON.parse(answer?.body ?? "")).toMatchObject({
        status: "UP",
        service: "cart",
        version: "good",
        path: "/readyz",
      });
    cluster.stop();
  });
});
