import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import type { RawManagedFields, RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Effect, EffectResult, Expectation } from "@/server/domain/rollout/effect";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { activeSelector, annotations, fieldManagers, previewSelector } from "@/server/domain/rollout/target";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import {
  contractConfigMap,
  contractHpa,
  contractService,
  contractTarget,
  contractWorkload,
} from "./cluster-contract-objects";

/** A cluster to run the contract on. */
export interface ContractCluster {
  /** Of an administrator: makes namespaces and plays the other tools. */
  kubeconfig: string;
  /** Of the worker, with its least rights: everything that the gateway does. */
  workerKubeconfig: string;
  /** An image whose pods become ready there. */
  image: string;
  close(): Promise<void>;
}

interface World {
  cluster: ContractCluster;
  client: KubeClient;
  workerClient: KubeClient;
  gateway: ClusterGateway;
  signal: AbortSignal;
}

let world: World;
let serial = 0;

/** A namespace of its own for each test. */
async function place(): Promise<{
  namespace: string;
  perform: (effect: Effect) => Promise<EffectResult>;
  seen: () => Promise<TargetSeen>;
  read: <T extends RawObject>(kind: string, name: string) => Promise<T>;
}> {
  serial += 1;
  const namespace = `contract-${serial}-${Math.random().toString(36).slice(2, 8)}`;
  await world.client.json({
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  });
  const target = contractTarget(namespace);
  return {
    namespace,
    perform: (effect) => world.gateway.perform(target, effect, world.signal),
    async seen() {
      const observation = await world.gateway.observe(target, world.signal);
      if (!observation.reachable) throw new Error(observation.message);
      return observation;
    },
    read: (kind, name) => world.client.json({ path: objectPath(kind, namespace, name) }),
  };
}

/** Waits until a read satisfies the condition; the test's own time limit ends it. */
async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function ownersOf(object: RawObject, field: string): string[] {
  const path = field.split(".").map((part) => `f:${part}`);
  const owns = (entry: RawManagedFields): boolean => {
    let node: unknown = entry.fieldsV1;
    for (const key of path) {
      if (typeof node !== "object" || node === null || !(key in node)) return false;
      node = (node as Record<string, unknown>)[key];
    }
    return true;
  };
  return (object.metadata.managedFields ?? []).filter(owns).map((entry) => entry.manager);
}

function written(result: EffectResult, outcome = "written"): void {
  expect(result).toMatchObject({ ok: true, evidence: { outcome } });
}

function failed(result: EffectResult, failureClass: string): void {
  expect(result).toMatchObject({ ok: false, failure: { class: failureClass } });
}

type Place = Awaited<ReturnType<typeof place>>;
type Scaled = RawObject & { spec: { replicas: number } };

function expectation(object: RawObject): Expectation {
  return { uid: object.metadata.uid, resourceVersion: object.metadata.resourceVersion };
}

async function withWorkload(): Promise<Place> {
  const here = await place();
  written(
    await here.perform({
      kind: "applyWorkload",
      key: "E5",
      object: contractWorkload({ image: world.cluster.image }),
      expect: "absent",
    }),
  );
  return here;
}

/** Scales as soon as the version holds still: status writes of controllers are conflicts, as they should be. */
async function scaleTo(
  here: Place,
  replicas: number,
  mode: "exactly" | "atLeast" = "exactly",
): Promise<EffectResult> {
  return until(
    async () => {
      const workload = await here.read("Deployment", "shop-green");
      return here.perform({
        kind: "scale",
        key: "E8",
        workload: "shop-green",
        replicas,
        mode,
        expect: expectation(workload),
      });
    },
    (result) => result.ok || result.failure.class !== "precondition_lost",
  );
}

const green = activeSelector("shop", "green");
const blue = activeSelector("shop", "blue");

function select(
  from: Readonly<Record<string, string>> | null,
  to: Readonly<Record<string, string>>,
  fence: number | null,
  serving = "d-1",
): Effect {
  return {
    kind: "select",
    key: "E11",
    service: "shop",
    from,
    to,
    fence,
    annotations: { [annotations.servingDeployment]: serving },
  };
}

async function withService(): Promise<Place> {
  const here = await place();
  written(await here.perform({ kind: "applyObject", key: "E3", object: contractService() }));
  return here;
}

/** A Service that serves blue under fence 3. */
async function serving(): Promise<Place> {
  const here = await withService();
  written(await here.perform(select(null, blue, null)));
  const service = await here.read("Service", "shop");
  written(
    await here.perform({
      kind: "claimFence",
      key: "E1",
      service: "shop",
      epoch: 3,
      expect: expectation(service),
    }),
  );
  return here;
}

function configMapTests(): void {
  test("E2 a config map is created once, and the same content again is a skip", async () => {
    const here = await place();
    const effect: Effect = {
      kind: "ensureConfigMap",
      key: "E2",
      object: contractConfigMap({ PORT: "8080" }),
    };
    written(await here.perform(effect));
    written(await here.perform(effect), "skipped");
  });

  test("E2 other content under the same name is refused, nothing is changed", async () => {
    const here = await place();
    await here.perform({ kind: "ensureConfigMap", key: "E2", object: contractConfigMap({ PORT: "8080" }) });
    failed(
      await here.perform({ kind: "ensureConfigMap", key: "E2", object: contractConfigMap({ PORT: "9090" }) }),
      "invalid",
    );
    expect(await here.read("ConfigMap", "shop-config-v1-00000000")).toMatchObject({ data: { PORT: "8080" } });
  });

  test("E16 a config map is deleted by uid, another object of its name stays, gone is done", async () => {
    const here = await place();
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

function supportTests(): void {
  test("E3 the same apply again writes nothing", async () => {
    const here = await withService();
    written(await here.perform({ kind: "applyObject", key: "E3", object: contractService() }), "skipped");
  });

  test("E3 a Service is applied without its selector, and owned without it", async () => {
    const here = await withService();
    const service = await here.read<RawObject & { spec: { selector?: object } }>("Service", "shop");
    expect(service.spec.selector ?? {}).toEqual({});
    expect(ownersOf(service, "spec.ports")).toContain(fieldManagers.deploy);
    expect(ownersOf(service, "spec.selector")).toEqual([]);
  });

  test("E3 what another tool wrote into our fields is taken back", async () => {
    const here = await withService();
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
    const here = await place();
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
    const here = await place();
    const object = contractService();
    failed(
      await here.perform({ kind: "applyObject", key: "E3", object: { ...object, spec: { portz: [] } } }),
      "invalid",
    );
  });

  test("a kind that Switchyard does not know is refused before anything is sent", async () => {
    const here = await place();
    const object = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" } };
    failed(await here.perform({ kind: "applyObject", key: "E3", object }), "invalid");
  });
}

function workloadTests(): void {
  test("E5 a workload is created with one pod, whatever size the bundle says", async () => {
    const here = await withWorkload();
    const workload = await here.read<Scaled>("Deployment", "shop-green");
    expect(workload.spec.replicas).toBe(1);
    expect(ownersOf(workload, "spec.template")).toContain(fieldManagers.deploy);
    expect(ownersOf(workload, "spec.replicas")).not.toContain(fieldManagers.deploy);
  });

  test("E5 a workload that should be absent and is there is a lost precondition", async () => {
    const here = await withWorkload();
    failed(
      await here.perform({
        kind: "applyWorkload",
        key: "E5",
        object: contractWorkload({ image: world.cluster.image }),
        expect: "absent",
      }),
      "precondition_lost",
    );
  });

  test("E5 an update needs uid and version, and a stale version is a lost precondition", async () => {
    const here = await withWorkload();
    const before = await here.read("Deployment", "shop-green");
    const object = contractWorkload({ image: world.cluster.image, bundle: "b-2" });
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
    const late = contractWorkload({ image: world.cluster.image, bundle: "b-3" });
    failed(
      await here.perform({ kind: "applyWorkload", key: "E5", object: late, expect: expectation(before) }),
      "precondition_lost",
    );
  });

  test("E5 a workload that is gone is not resurrected", async () => {
    const here = await place();
    const object = contractWorkload({ image: world.cluster.image });
    const expect_ = { uid: "00000000-0000-0000-0000-000000000000", resourceVersion: "1" };
    failed(
      await here.perform({ kind: "applyWorkload", key: "E5", object, expect: expect_ }),
      "precondition_lost",
    );
    await expect(here.read("Deployment", "shop-green")).rejects.toMatchObject({ status: 404 });
  });

  test("E5 fields that another manager changed are refused with its name, not overwritten", async () => {
    const here = await withWorkload();
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
          object: contractWorkload({ image: world.cluster.image }),
          expect: expectation(await here.read("Deployment", "shop-green")),
        }),
      (answer) => answer.ok || answer.failure.class !== "precondition_lost",
    );
    failed(result, "refused");
    expect(result).toMatchObject({ failure: { message: expect.stringContaining("kubectl-edit") } });
  });
}

function scaleTests(): void {
  test("E8 a size is written through /scale and owned by switchyard-scale", async () => {
    const here = await withWorkload();
    written(await scaleTo(here, 3));
    const workload = await here.read<Scaled>("Deployment", "shop-green");
    expect(workload.spec.replicas).toBe(3);
    expect(ownersOf(workload, "spec.replicas")).toEqual([fieldManagers.scale]);
  });

  test("E8 the same size is a skip; at least never lowers", async () => {
    const here = await withWorkload();
    written(await scaleTo(here, 3));
    written(await scaleTo(here, 3), "skipped");
    written(await scaleTo(here, 2, "atLeast"), "skipped");
    written(await scaleTo(here, 2));
    expect((await here.read<Scaled>("Deployment", "shop-green")).spec.replicas).toBe(2);
  });

  test("an apply after a scale leaves the size alone", async () => {
    const here = await withWorkload();
    written(await scaleTo(here, 2));
    const object = contractWorkload({ image: world.cluster.image, bundle: "b-2" });
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
    const here = await withWorkload();
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

function hpaTests(): void {
  test("E9 bounds are applied and owned by switchyard-scale, the same again is a skip", async () => {
    const here = await withWorkload();
    written(await here.perform({ kind: "applyHpa", key: "E9", object: contractHpa({ min: 2, max: 4 }) }));
    const hpa = await here.read("HorizontalPodAutoscaler", "shop-green");
    expect(ownersOf(hpa, "spec.minReplicas")).toEqual([fieldManagers.scale]);
    expect((await here.seen()).hpas["shop-green"]).toMatchObject({
      min: 2,
      max: 4,
      workload: "shop-green",
      ours: true,
    });
  });

  test("E14 an autoscaler is deleted by uid, gone is done", async () => {
    const here = await withWorkload();
    await here.perform({ kind: "applyHpa", key: "E9", object: contractHpa({ min: 1, max: 4 }) });
    const { uid } = (await here.read("HorizontalPodAutoscaler", "shop-green")).metadata;
    failed(
      await here.perform({
        kind: "deleteHpa",
        key: "E14",
        name: "shop-green",
        uid: "00000000-0000-0000-0000-000000000000",
      }),
      "precondition_lost",
    );
    written(await here.perform({ kind: "deleteHpa", key: "E14", name: "shop-green", uid }));
    written(await here.perform({ kind: "deleteHpa", key: "E14", name: "shop-green", uid }), "skipped");
  });
}

function fenceTests(): void {
  test("E1 the fence is claimed once; the same epoch again is a skip", async () => {
    const here = await serving();
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
    const here = await serving();
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
    const here = await serving();
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

function selectTests(): void {
  test("E11 the first selector is added to a Service that has none", async () => {
    const here = await withService();
    written(await here.perform(select(null, blue, null)));
    const service = await here.read("Service", "shop");
    expect((await here.seen()).active).toMatchObject({ selector: blue, servingDeployment: "d-1" });
    expect(ownersOf(service, "spec.selector")).toEqual([fieldManagers.switch]);
  });

  test("E11 the whole selector is replaced, the same again is a skip", async () => {
    const here = await serving();
    const twoMore = { ...blue, leftover: "key" };
    await world.client.json({
      method: "PATCH",
      path: objectPath("Service", here.namespace, "shop"),
      patch: "merge",
      body: { spec: { selector: twoMore } },
    });
    written(await here.perform(select(twoMore, green, 3, "d-2")));
    expect((await here.seen()).active).toMatchObject({ selector: green, servingDeployment: "d-2", fence: 3 });
    written(await here.perform(select(twoMore, green, 3, "d-2")), "skipped");
  });

  test("E11 another selector than the tested one is a lost precondition (422 without causes)", async () => {
    const here = await serving();
    const result = await here.perform(select({ ...blue, more: "keys" }, green, 3));
    failed(result, "precondition_lost");
    expect(result).toMatchObject({ failure: { status: 422 } });
    expect((await here.seen()).active).toMatchObject({ selector: blue });
  });

  test("E11 a lower fence than the Service's is fenced out, a higher one is a lost precondition", async () => {
    const here = await serving();
    failed(await here.perform(select(blue, green, 2)), "fenced_out");
    failed(await here.perform(select(blue, green, 4)), "precondition_lost");
  });

  test("E11 a Service that already has a selector is no first switch", async () => {
    const here = await serving();
    failed(await here.perform(select(null, green, 3)), "precondition_lost");
  });

  test("an apply after a switch leaves the selector alone", async () => {
    const here = await serving();
    await here.perform({ kind: "applyObject", key: "E3", object: contractService() });
    expect((await here.seen()).active).toMatchObject({ selector: blue });
  });
}

function readTests(): void {
  test("a namespace that does not exist is no empty target", async () => {
    const answer = await world.gateway.observe(contractTarget("nowhere-at-all"), world.signal);
    expect(answer).toMatchObject({ reachable: false, why: "namespace_missing" });
  });

  test("an empty namespace is an empty target", async () => {
    const here = await place();
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
    const here = await withWorkload();
    const workload = (await here.seen()).workloads["shop-green"];
    expect(workload).toMatchObject({
      wanted: 1,
      bundle: "b-1",
      deploymentId: "d-1",
      images: [world.cluster.image],
      foreignManagers: [],
      paused: false,
    });
    expect(workload?.probes).toEqual({ readiness: "GET /ready on port http" });
  });

  test("other Services that select our pods are seen", async () => {
    const here = await withService();
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
    const here = await withWorkload();
    const target = contractTarget(here.namespace);
    await until(here.seen, (seen) => (seen.workloads["shop-green"]?.observedGeneration ?? 0) > 0);
    const objects = [
      contractService(),
      contractWorkload({ image: world.cluster.image }),
      contractWorkload({ image: world.cluster.image, color: "blue", bundle: "b-9" }),
      { ...contractService("broken"), spec: { ports: [{ name: "http", port: 99_999 }] } },
    ];
    const answers = await world.gateway.dryRun(target, objects, world.signal);
    expect(answers.map((answer) => answer.outcome)).toEqual(["created", "unchanged", "created", "refused"]);
    expect(answers[3]).toMatchObject({ status: 422 });
    expect((await here.seen()).active).toBeNull();
    const [changed] = await world.gateway.dryRun(
      target,
      [contractWorkload({ image: world.cluster.image, bundle: "b-2" })],
      world.signal,
    );
    expect(changed).toMatchObject({ outcome: "configured" });
  });

  test("a canceled call ends at once and says so", async () => {
    const here = await place();
    const result = await world.gateway.perform(
      contractTarget(here.namespace),
      { kind: "applyObject", key: "E3", object: contractService() },
      AbortSignal.abort(),
    );
    failed(result, "unreachable");
  });
}

async function readyWorkload(): Promise<Place> {
  const here = await withWorkload();
  written(await here.perform({ kind: "applyObject", key: "E3", object: contractService("shop-preview") }));
  const to = previewSelector("shop", "green", "d-1");
  written(
    await here.perform({
      kind: "select",
      key: "E6",
      service: "shop-preview",
      from: null,
      to,
      fence: null,
      annotations: {},
    }),
  );
  return here;
}

function podTests(): void {
  test("pods, endpoints and events of a running workload are seen", async () => {
    const here = await readyWorkload();
    const seen = await until(here.seen, (target) =>
      target.previewEndpoints.some((endpoint) => endpoint.ready),
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
    expect(seen.events.map((event) => event.reason)).toContain("ScalingReplicaSet");
  });

  test("E7 a smoke check asks a ready pod, and fails while there is none", async () => {
    const here = await readyWorkload();
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
    const here = await readyWorkload();
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

  test("a log that cannot be opened throws the server's sentence", async () => {
    const here = await place();
    const lines = world.gateway.logs(
      contractTarget(here.namespace),
      { pod: "nobody", previous: false, tailLines: 1, follow: false },
      world.signal,
    );
    await expect(lines[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 404 });
  });
}

/** What every cluster must do for the gateway, and the gateway for the engine: each effect, its preconditions and its repeat. */
export function describeClusterContract(
  name: string,
  open: () => Promise<ContractCluster>,
  /** `pods: false` where no kubelet answers probes and logs. */
  abilities: { pods: boolean } = { pods: true },
): void {
  describe(`cluster gateway on ${name}`, () => {
    beforeAll(async () => {
      const cluster = await open();
      const client = createKubeClient({ kubeconfig: cluster.kubeconfig });
      const workerClient = createKubeClient({ kubeconfig: cluster.workerKubeconfig });
      world = {
        cluster,
        client,
        workerClient,
        gateway: createKubernetesGateway({ client: workerClient, now: Date.now }),
        signal: new AbortController().signal,
      };
    });
    afterAll(async () => {
      world.client.close();
      world.workerClient.close();
      await world.cluster.close();
    });
    configMapTests();
    supportTests();
    workloadTests();
    scaleTests();
    hpaTests();
    fenceTests();
    selectTests();
    readTests();
    if (abilities.pods) podTests();
  });
}
