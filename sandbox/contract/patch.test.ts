import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { causesOf, openContractScope } from "./contract-scope";
import { configMap, container, deployment, pathOf, pod, service } from "./fixtures";

const scope = openContractScope();

describe("replacing", () => {
  test("a stale version is a conflict, no version replaces", async () => {
    const { body } = await scope.create(configMap("put"));
    expect((await scope.put({ ...body, data: { a: "2" } })).code).toBe(200);
    const stale = await scope.put({ ...body, data: { a: "3" } });
    expect(stale.code).toBe(409);
    expect(stale.body).toMatchObject({
      reason: "Conflict",
      message:
        'Operation cannot be fulfilled on configmaps "put": the object has been modified; please apply your changes to the latest version and try again',
      details: { name: "put", kind: "configmaps" },
    });
    expect((await scope.put(configMap("put", { a: "4" }))).code).toBe(200);
  });

  test("a Lease without a version is refused", async () => {
    await scope.create({ kind: "Lease", metadata: { name: "l" }, spec: {} });
    const answer = await scope.put({ kind: "Lease", metadata: { name: "l" }, spec: { holderIdentity: "x" } });
    expect({ code: answer.code, causes: causesOf(answer) }).toEqual({
      code: 422,
      causes: ["FieldValueInvalid metadata.resourceVersion"],
    });
  });

  test("a write that changes nothing keeps the version", async () => {
    // A kind that no controller writes to meanwhile.
    const { body } = await scope.create(configMap("noop"));
    const again = await scope.put(body);
    expect(again.body.metadata.resourceVersion).toBe(body.metadata.resourceVersion);
  });

  test("the main resource ignores status and /status ignores the spec", async () => {
    const { body } = await scope.create(pod("parts"));
    const main = await scope.put({ ...body, status: { phase: "Running" } });
    expect(main.body.status.phase).toBe("Pending");
    const path = `${pathOf("Pod", scope.namespace, "parts")}/status`;
    const status = await scope.call(path, {
      method: "PUT",
      body: {
        ...main.body,
        spec: { ...body.spec, containers: [{ ...container, image: "other" }] },
        status: { phase: "Running" },
      },
    });
    expect(status.body.status.phase).toBe("Running");
    expect(status.body.spec.containers[0].image).toBe(container.image);
  });

  test("the generation counts the spec and nothing else", async () => {
    const generation = async (type: string, body: Json, subresource?: string) =>
      (await scope.patch("Deployment", "gen", { type, body, ...(subresource ? { subresource } : {}) })).body
        .metadata.generation;
    await scope.create(deployment("gen"));
    expect(await generation("merge", { spec: { minReadySeconds: 1 } })).toBe(2);
    expect(await generation("merge", { metadata: { labels: { a: "b" } } })).toBe(2);
    expect(await generation("merge", { status: { observedGeneration: 2 } }, "status")).toBe(2);
    const held = await scope.patch("Deployment", "gen", {
      type: "merge",
      body: { metadata: { finalizers: ["example.com/hold"] } },
    });
    expect(held.body.metadata.generation).toBe(2);
    await scope.remove("Deployment", "gen");
    expect((await scope.get("Deployment", "gen")).body.metadata.generation).toBe(3);
    await scope.patch("Deployment", "gen", { type: "merge", body: { metadata: { finalizers: null } } });
  });

  test.each<[string, Json, Json, string[]]>([
    [
      "the selector of a Deployment",
      deployment("fix-1"),
      { spec: { selector: { matchLabels: { app: "y" } }, template: { metadata: { labels: { app: "y" } } } } },
      ["FieldValueInvalid spec.selector"],
    ],
    [
      "the data of an immutable ConfigMap",
      { ...configMap("fix-2"), immutable: true },
      { data: { a: "2" } },
      ["FieldValueForbidden data"],
    ],
    [
      "immutability itself",
      { ...configMap("fix-3"), immutable: true },
      { immutable: null },
      ["FieldValueForbidden immutable"],
    ],
    [
      "the address of a Service",
      service("fix-4"),
      { spec: { clusterIP: "10.96.77.77", clusterIPs: ["10.96.77.77"] } },
      ["FieldValueInvalid spec.clusterIPs[0]"],
    ],
    [
      "the command of a pod",
      pod("fix-5"),
      { spec: { containers: [{ ...container, command: ["x"] }] } },
      ["FieldValueForbidden spec"],
    ],
  ])("%s does not change", async (_sentence, object, body, causes) => {
    expect((await scope.create(object)).code).toBe(201);
    const answer = await scope.patch(object.kind, object.metadata.name, { type: "merge", body });
    expect({ code: answer.code, causes: causesOf(answer) }).toEqual({ code: 422, causes });
  });
});

describe("JSON Patch", () => {
  test("operations work in order", async () => {
    await scope.create(configMap("ops"));
    const body = [
      { op: "test", path: "/data/a", value: "1" },
      { op: "add", path: "/data/b~1c", value: "2" },
      { op: "copy", from: "/data/a", path: "/data/d" },
      { op: "move", from: "/data/d", path: "/data/e" },
      { op: "replace", path: "/data/a", value: "9" },
    ];
    const answer = await scope.patch("ConfigMap", "ops", { type: "json", body });
    expect(answer.code).toBe(422);
    expect(answer.body.details.causes[0].field).toBe("data[b/c]");
    const fine = await scope.patch("ConfigMap", "ops", {
      type: "json",
      body: body.filter((row) => row.path !== "/data/b~1c"),
    });
    expect(fine.body.data).toEqual({ a: "9", e: "1" });
  });

  test.each<[string, Json[]]>([
    ["a failing test", [{ op: "test", path: "/data/a", value: "wrong" }]],
    ["a failing test of the version", [{ op: "test", path: "/metadata/resourceVersion", value: "1" }]],
    ["a missing path to remove", [{ op: "remove", path: "/data/none" }]],
    ["a missing parent to replace in", [{ op: "replace", path: "/spec/none", value: "1" }]],
    ["a missing parent to add to", [{ op: "add", path: "/spec/none", value: "1" }]],
  ])("%s is 422 without causes", async (_sentence, body) => {
    await scope.create(configMap("guard"));
    const answer = await scope.patch("ConfigMap", "guard", { type: "json", body });
    expect(answer.code).toBe(422);
    expect(answer.body).toMatchObject({
      reason: "Invalid",
      message: "the server rejected our request due to an error in our request",
    });
    expect(answer.body.details?.causes).toBeUndefined();
  });
});

test("a JSON patch replaces a member that is not there", async () => {
  await scope.create(configMap("replaced"));
  const body = [{ op: "replace", path: "/data/none", value: "1" }];
  const answer = await scope.patch("ConfigMap", "replaced", { type: "json", body });
  expect(answer.body.data).toEqual({ a: "1", none: "1" });
});

describe("merge patches", () => {
  test("null removes and lists are replaced", async () => {
    await scope.create(deployment("merge"));
    const body = {
      metadata: { labels: null },
      spec: { template: { spec: { containers: [{ name: "other", image: "b" }] } } },
    };
    const answer = await scope.patch("Deployment", "merge", { type: "merge", body });
    expect(answer.body.metadata.labels).toBeUndefined();
    expect(answer.body.spec.template.spec.containers.map((row: Json) => row.name)).toEqual(["other"]);
  });

  test("a patch with a stale version is a conflict", async () => {
    await scope.create(configMap("versioned"));
    const answer = await scope.patch("ConfigMap", "versioned", {
      type: "merge",
      body: { metadata: { resourceVersion: "1" }, data: { a: "2" } },
    });
    expect({ code: answer.code, reason: answer.body.reason }).toEqual({ code: 409, reason: "Conflict" });
  });

  test("a dry run answers with the change and stores none", async () => {
    await scope.create(configMap("dry-patch"));
    const answer = await scope.patch("ConfigMap", "dry-patch", {
      type: "merge",
      body: { data: { a: "2" } },
      query: "?dryRun=All",
    });
    expect(answer.body.data.a).toBe("2");
    expect((await scope.get("ConfigMap", "dry-patch")).body.data.a).toBe("1");
  });

  test("an unknown media type is refused", async () => {
    const answer = await scope.patch("ConfigMap", "x", { type: "application/json", body: {} });
    expect({ code: answer.code, message: answer.body.message }).toEqual({
      code: 415,
      message: "415: Unsupported Media Type",
    });
  });
});

describe("strategic merge patches", () => {
  const full = {
    template: {
      metadata: { labels: { app: "smp" } },
      spec: {
        containers: [
          {
            ...container,
            env: [
              { name: "A", value: "1" },
              { name: "B", value: "2" },
            ],
          },
          { name: "side", image: "side:1" },
        ],
        tolerations: [{ key: "a", operator: "Exists" }],
      },
    },
  };
  const spec = (members: Json) => ({ spec: { template: { spec: members } } });
  const patched = async (body: Json) => {
    await scope.create(deployment("smp", full));
    const answer = await scope.patch("Deployment", "smp", { type: "strategic", body, query: "?dryRun=All" });
    expect(answer.code).toBe(200);
    return answer.body.spec;
  };

  test("containers and their env merge by name", async () => {
    const { template } = await patched(
      spec({
        containers: [
          {
            name: "app",
            env: [
              { name: "B", value: "3" },
              { name: "C", value: "4" },
            ],
          },
        ],
      }),
    );
    expect(template.spec.containers.map((row: Json) => row.name)).toEqual(["app", "side"]);
    expect(template.spec.containers[0].env.map((row: Json) => `${row.name}=${row.value}`)).toEqual([
      "A=1",
      "B=3",
      "C=4",
    ]);
  });

  test("$patch: delete takes an item away", async () => {
    const { template } = await patched(spec({ containers: [{ name: "side", $patch: "delete" }] }));
    expect(template.spec.containers.map((row: Json) => row.name)).toEqual(["app"]);
  });

  test("$patch: replace replaces the list", async () => {
    const { template } = await patched(
      spec({ containers: [{ name: "new", image: "n:1" }, { $patch: "replace" }] }),
    );
    expect(template.spec.containers.map((row: Json) => row.name)).toEqual(["new"]);
  });

  test("$setElementOrder orders what the patch names", async () => {
    const { template } = await patched(
      spec({
        "$setElementOrder/containers": [{ name: "side" }, { name: "app" }],
        containers: [{ name: "app", image: "x:2" }],
      }),
    );
    expect(template.spec.containers.map((row: Json) => row.name)).toEqual(["side", "app"]);
  });

  test("tolerations are replaced", async () => {
    const { template } = await patched(spec({ tolerations: [{ key: "b", operator: "Exists" }] }));
    expect(template.spec.tolerations.map((row: Json) => row.key)).toEqual(["b"]);
  });

  test("$retainKeys drops the rolling update of a strategy", async () => {
    const { strategy } = await patched({ spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } });
    expect(strategy).toEqual({ type: "Recreate" });
  });

  test("finalizers merge as a set and are deleted by value", async () => {
    await scope.create({ ...configMap("fin"), metadata: { name: "fin", finalizers: ["example.com/a"] } });
    const added = await scope.patch("ConfigMap", "fin", {
      type: "strategic",
      body: { metadata: { finalizers: ["example.com/b"] } },
    });
    expect(added.body.metadata.finalizers).toEqual(["example.com/b", "example.com/a"]);
    const gone = await scope.patch("ConfigMap", "fin", {
      type: "strategic",
      body: { metadata: { "$deleteFromPrimitiveList/finalizers": ["example.com/a", "example.com/b"] } },
    });
    expect(gone.body.metadata.finalizers).toBeUndefined();
  });
});

describe("scale", () => {
  const scalePath = () => `${pathOf("Deployment", scope.namespace, "scaled")}/scale`;

  test("GET, PUT and PATCH read and write the replicas", async () => {
    await scope.create(deployment("scaled"));
    const { body } = await scope.call(scalePath());
    expect(body).toMatchObject({
      kind: "Scale",
      apiVersion: "autoscaling/v1",
      status: { replicas: 0, selector: "app=scaled" },
    });
    // Without a version: the Deployment controller writes its status meanwhile.
    const { resourceVersion: _, ...metadata } = body.metadata;
    const put = await scope.call(scalePath(), {
      method: "PUT",
      body: { ...body, metadata, spec: { replicas: 0 } },
    });
    expect(put.code).toBe(200);
    const patch = await scope.patch("Deployment", "scaled", {
      type: "merge",
      subresource: "scale",
      body: { spec: { replicas: 2 } },
      query: "?dryRun=All",
    });
    expect(patch.body.spec.replicas).toBe(2);
    const negative = await scope.patch("Deployment", "scaled", {
      type: "merge",
      subresource: "scale",
      body: { spec: { replicas: -1 } },
    });
    expect(negative.code).toBe(422);
    const stale = await scope.call(scalePath(), {
      method: "PUT",
      body: { ...body, metadata: { ...body.metadata, resourceVersion: "1" } },
    });
    expect({ code: stale.code, reason: stale.body.reason }).toEqual({ code: 409, reason: "Conflict" });
  });
});
