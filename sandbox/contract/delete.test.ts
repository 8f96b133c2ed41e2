import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { causesOf, openContractScope, patience } from "./contract-scope";
import { configMap, deployment, pathOf, pod } from "./fixtures";

const scope = openContractScope();
const hold = "example.com/hold";

/** Makes a pod look as if a kubelet ran it, so that its deletion is graceful. */
async function bind(name: string): Promise<void> {
  const path = `${pathOf("Pod", scope.namespace, name)}/binding`;
  await scope.call(path, {
    method: "POST",
    body: { metadata: { name }, target: { kind: "Node", name: "nowhere" } },
  });
}

describe("deletion", () => {
  test("a Deployment answers with a success Status and its uid", async () => {
    const { body } = await scope.create(deployment("gone"));
    const answer = await scope.remove("Deployment", "gone");
    expect(answer).toMatchObject({
      code: 200,
      body: {
        kind: "Status",
        status: "Success",
        details: { name: "gone", group: "apps", kind: "deployments", uid: body.metadata.uid },
      },
    });
  });

  test("a running pod gets its grace in the future, a repeated delete only shortens it", async () => {
    await scope.create(pod("graceful"));
    await bind("graceful");
    const before = Date.now();
    const first = (await scope.remove("Pod", "graceful")).body;
    expect(first.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(Date.parse(first.metadata.deletionTimestamp)).toBeGreaterThan(before + 25_000);
    const shorter = (await scope.remove("Pod", "graceful", { gracePeriodSeconds: 5 })).body;
    expect(shorter.metadata.deletionGracePeriodSeconds).toBe(5);
    const longer = (await scope.remove("Pod", "graceful", { gracePeriodSeconds: 60 })).body;
    expect(longer.metadata.deletionGracePeriodSeconds).toBe(5);
    expect((await scope.remove("Pod", "graceful", { gracePeriodSeconds: 0 })).code).toBe(200);
    expect((await scope.get("Pod", "graceful")).code).toBe(404);
  });

  test("a pod without a node goes at once and is answered as an object", async () => {
    await scope.create(pod("idle"));
    expect((await scope.remove("Pod", "idle")).body.kind).toBe("Pod");
    expect((await scope.get("Pod", "idle")).code).toBe(404);
  });

  test("a finalizer holds the object, and no new one can be added", async () => {
    await scope.create({ ...configMap("held"), metadata: { name: "held", finalizers: [hold] } });
    const marked = (await scope.remove("ConfigMap", "held")).body;
    expect(marked.metadata).toMatchObject({ deletionGracePeriodSeconds: 0, finalizers: [hold] });
    const more = await scope.patch("ConfigMap", "held", {
      type: "merge",
      body: { metadata: { finalizers: [hold, "example.com/more"] } },
    });
    expect({ code: more.code, causes: causesOf(more) }).toEqual({
      code: 422,
      causes: ["FieldValueForbidden metadata.finalizers", "FieldValueForbidden metadata.finalizers"],
    });
    await scope.patch("ConfigMap", "held", { type: "merge", body: { metadata: { finalizers: null } } });
    expect((await scope.get("ConfigMap", "held")).code).toBe(404);
  });

  test.each([
    ["uid", { uid: "00000000-0000-4000-8000-000000000000" }],
    ["resourceVersion", { resourceVersion: "1" }],
  ])("another %s in the preconditions is a conflict", async (_field, preconditions) => {
    await scope.create(configMap("guarded"));
    const answer = await scope.remove("ConfigMap", "guarded", { preconditions });
    expect({ code: answer.code, reason: answer.body.reason }).toEqual({ code: 409, reason: "Conflict" });
    expect((await scope.get("ConfigMap", "guarded")).code).toBe(200);
  });

  test.each([
    ["Foreground", "foregroundDeletion"],
    ["Orphan", "orphan"],
  ])("%s marks the owner with its finalizer", async (propagationPolicy, finalizer) => {
    const name = `owner-${propagationPolicy.toLowerCase()}`;
    await scope.create({ ...configMap(name), metadata: { name, finalizers: [hold] } });
    const { body } = await scope.remove("ConfigMap", name, { propagationPolicy });
    expect(body.metadata.finalizers).toEqual([hold, finalizer]);
    await scope.patch("ConfigMap", name, { type: "merge", body: { metadata: { finalizers: null } } });
  });

  test("a Job is orphaned by default, with a warning", async () => {
    const template = { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a:1" }] } };
    await scope.create({ kind: "Job", metadata: { name: "job" }, spec: { template, suspend: true } });
    const answer = await scope.remove("Job", "job");
    expect(answer.headers["warning"]).toContain("child pods are preserved by default when jobs are deleted");
  });

  test("a collection is deleted by selector", async () => {
    for (const name of ["sel-a", "sel-b"])
      await scope.create({ ...configMap(name), metadata: { name, labels: { sweep: name } } });
    const { code } = await scope.call(`${pathOf("ConfigMap", scope.namespace)}?labelSelector=sweep%3Dsel-a`, {
      method: "DELETE",
    });
    expect(code).toBe(200);
    expect((await scope.get("ConfigMap", "sel-a")).code).toBe(404);
    expect((await scope.get("ConfigMap", "sel-b")).code).toBe(200);
  });

  test("a dry run deletes nothing", async () => {
    await scope.create(configMap("dry-delete"));
    await scope.call(`${pathOf("ConfigMap", scope.namespace, "dry-delete")}?dryRun=All`, {
      method: "DELETE",
    });
    expect((await scope.get("ConfigMap", "dry-delete")).code).toBe(200);
  });

  test("a namespace terminates and takes no new content", async () => {
    const name = `${scope.namespace}-end`;
    await scope.call("/api/v1/namespaces", { method: "POST", body: { metadata: { name } } });
    await scope.call(pathOf("ConfigMap", name), {
      method: "POST",
      body: { ...configMap("stay"), metadata: { name: "stay", finalizers: [hold] } },
    });
    const { body } = await scope.call(`/api/v1/namespaces/${name}`, { method: "DELETE" });
    expect(body.status.phase).toBe("Terminating");
    const answer = await scope.call(pathOf("ConfigMap", name), { method: "POST", body: configMap("late") });
    expect({ code: answer.code, causes: causesOf(answer) }).toEqual({
      code: 403,
      causes: ["NamespaceTerminating metadata.namespace"],
    });
    await scope.call(pathOf("ConfigMap", name, "stay"), {
      method: "PATCH",
      body: { metadata: { finalizers: null } },
      type: "application/merge-patch+json",
    });
  });

  test("the default namespace may not be deleted", async () => {
    const { code, body } = await scope.call("/api/v1/namespaces/default", { method: "DELETE" });
    expect({ code, reason: body.reason }).toEqual({ code: 403, reason: "Forbidden" });
  });
});

describe("eviction", () => {
  const evict = (name: string, body: Json = {}) =>
    scope.call(`${pathOf("Pod", scope.namespace, name)}/eviction`, {
      method: "POST",
      body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name }, ...body },
    });

  test("a budget without room answers 429 and names itself", async () => {
    const selector = { matchLabels: { app: "guarded-pod" } };
    const budget = await scope.create({
      kind: "PodDisruptionBudget",
      metadata: { name: "pdb" },
      spec: { minAvailable: 1, selector },
    });
    const status = {
      observedGeneration: budget.body.metadata.generation,
      disruptionsAllowed: 0,
      currentHealthy: 1,
      desiredHealthy: 1,
      expectedPods: 1,
    };
    await scope.patch("PodDisruptionBudget", "pdb", {
      type: "merge",
      subresource: "status",
      body: { status },
    });
    await scope.create(pod("guarded-pod"));
    await bind("guarded-pod");
    await scope.patch("Pod", "guarded-pod", {
      type: "merge",
      subresource: "status",
      body: { status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] } },
    });
    // Whoever counts healthy pods hears of this one a moment after it is ready.
    const counted = async () => (await evict("guarded-pod")).body.details?.causes;
    await expect.poll(counted, patience).toEqual([
      {
        reason: "DisruptionBudget",
        message: "The disruption budget pdb needs 1 healthy pods and has 1 currently",
      },
    ]);
    const answer = await evict("guarded-pod");
    expect(answer.code).toBe(429);
    expect(answer.body.message).toBe("Cannot evict pod as it would violate the pod's disruption budget.");
    expect(answer.headers["retry-after"]).toBeUndefined();
  });

  test("a pod that does not run may always go", async () => {
    await scope.create(pod("pending-pod"));
    expect((await evict("pending-pod")).code).toBe(201);
    expect((await scope.get("Pod", "pending-pod")).code).toBe(404);
  });
});
