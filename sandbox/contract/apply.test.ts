import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { causesOf, openContractScope } from "./contract-scope";
import { configMap, container, deployment, pathOf, service } from "./fixtures";

const scope = openContractScope();

function rows(object: Json): string[] {
  return (object.metadata.managedFields ?? [])
    .map((row: Json) => [row.manager, row.operation, row.subresource].filter(Boolean).join(" "))
    .sort();
}

function fieldsOf(object: Json, manager: string): Json {
  return object.metadata.managedFields.find((row: Json) => row.manager === manager)?.fieldsV1;
}

describe("server-side apply", () => {
  test("creates what is missing and answers 201", async () => {
    const { code, body } = await scope.apply(deployment("new"));
    expect({ code, rows: rows(body) }).toEqual({ code: 201, rows: ["applier Apply"] });
    expect(fieldsOf(body, "applier")["f:spec"]["f:revisionHistoryLimit"]).toBeUndefined();
    expect(body.spec.revisionHistoryLimit).toBe(10);
  });

  test("the same configuration again changes nothing", async () => {
    const first = (await scope.apply(service("same"))).body;
    const again = await scope.apply(service("same"));
    expect(again.code).toBe(200);
    expect(again.body.metadata).toEqual(first.metadata);
  });

  test("needs a field manager", async () => {
    const answer = await scope.call(pathOf("ConfigMap", scope.namespace, "x"), {
      method: "PATCH",
      body: configMap("x"),
      type: "application/apply-patch+yaml",
    });
    expect({ code: answer.code, kind: answer.body.details.kind, causes: causesOf(answer) }).toEqual({
      code: 422,
      kind: "PatchOptions",
      causes: ["FieldValueRequired fieldManager"],
    });
  });

  test("force belongs to apply only", async () => {
    await scope.create(configMap("forced"));
    const answer = await scope.patch("ConfigMap", "forced", {
      type: "merge",
      body: {},
      query: "?force=true",
    });
    expect({ code: answer.code, causes: causesOf(answer) }).toEqual({
      code: 422,
      causes: ["FieldValueForbidden force"],
    });
  });

  test("another value of a field that somebody owns is a conflict, forced it moves", async () => {
    await scope.create(configMap("owned", { a: "1", b: "1" }), "?fieldManager=creator");
    const one = await scope.apply(configMap("owned", { a: "2" }));
    expect({ code: one.code, reason: one.body.reason, causes: causesOf(one) }).toEqual({
      code: 409,
      reason: "Conflict",
      causes: ["FieldManagerConflict .data.a"],
    });
    expect(one.body.message).toMatch(
      /^Apply failed with 1 conflict: conflict with "creator" using v1( at [^:]+:\d\d:\d\dZ)?: \.data\.a$/,
    );
    const two = await scope.apply(configMap("owned", { a: "2", b: "2" }));
    expect(two.body.message).toMatch(
      /^Apply failed with 2 conflicts: conflicts with "creator" using v1[^\n]*:\n- \.data\.a\n- \.data\.b$/,
    );
    const forced = await scope.apply(configMap("owned", { a: "2" }), { force: true });
    expect(forced.body.data).toEqual({ a: "2", b: "1" });
    expect(fieldsOf(forced.body, "creator")["f:data"]["f:a"]).toBeUndefined();
    expect(fieldsOf(forced.body, "applier")["f:data"]).toEqual({ "f:a": {} });
  });

  test("an equal value is owned together and outlives the first that lets go", async () => {
    await scope.apply(configMap("shared", { a: "1", b: "1" }), { manager: "one" });
    await scope.apply(configMap("shared", { a: "1" }), { manager: "two" });
    const left = await scope.apply(configMap("shared", { b: "1" }), { manager: "one" });
    expect(left.body.data).toEqual({ a: "1", b: "1" });
    const gone = await scope.apply(configMap("shared", {}), { manager: "two" });
    expect(gone.body.data).toEqual({ b: "1" });
    expect(rows(gone.body)).toEqual(["one Apply", "two Apply"]);
    expect(fieldsOf(gone.body, "two")).toEqual({ "f:data": {} });
    const nothing = { ...configMap("shared"), data: undefined };
    expect(rows((await scope.apply(nothing, { manager: "two" })).body)).toEqual(["one Apply"]);
  });

  test("a field that is applied no more is deleted", async () => {
    await scope.apply({
      ...configMap("dropped", { a: "1", b: "2" }),
      metadata: { name: "dropped", labels: { x: "y" } },
    });
    const { body } = await scope.apply(configMap("dropped", { a: "1" }));
    expect(body.data).toEqual({ a: "1" });
    expect(body.metadata.labels).toBeUndefined();
  });

  test("an item of a list that merges is dropped without the items of others", async () => {
    const withEnv = (...names: string[]) =>
      deployment("items", {
        template: {
          metadata: { labels: { app: "items" } },
          spec: { containers: [{ ...container, env: names.map((name) => ({ name, value: "1" })) }] },
        },
      });
    await scope.apply(withEnv("A", "B"));
    await scope.patch("Deployment", "items", {
      type: "strategic",
      body: {
        spec: { template: { spec: { containers: [{ name: "app", env: [{ name: "C", value: "3" }] }] } } },
      },
      query: "?fieldManager=other",
    });
    const { body } = await scope.apply(withEnv("B"));
    expect(body.spec.template.spec.containers[0].env.map((row: Json) => row.name)).toEqual(["C", "B"]);
  });

  test("ports are items by number and protocol", async () => {
    const ports = [{ containerPort: 80 }, { containerPort: 80, protocol: "UDP" }];
    const { body } = await scope.apply(
      deployment("ports", {
        template: { metadata: { labels: { app: "ports" } }, spec: { containers: [{ ...container, ports }] } },
      }),
    );
    const app = fieldsOf(body, "applier")["f:spec"]["f:template"]["f:spec"]["f:containers"][
      'k:{"name":"app"}'
    ];
    expect(Object.keys(app["f:ports"])).toEqual([
      'k:{"containerPort":80,"protocol":"TCP"}',
      'k:{"containerPort":80,"protocol":"UDP"}',
    ]);
  });

  test("the selector of a Service is one field", async () => {
    const { body } = await scope.apply(service("atomic", { selector: { app: "a", color: "blue" } }));
    expect(fieldsOf(body, "applier")["f:spec"]["f:selector"]).toEqual({});
    const answer = await scope.apply(service("atomic", { selector: { color: "green" } }), {
      manager: "other",
    });
    expect(causesOf(answer)).toEqual(["FieldManagerConflict .spec.selector"]);
    const forced = await scope.apply(service("atomic", { selector: { color: "green" } }), {
      manager: "other",
      force: true,
    });
    expect(forced.body.spec.selector).toEqual({ color: "green" });
  });

  test("scaling takes the replicas over, a later apply of them conflicts", async () => {
    await scope.apply(deployment("scale-owner"));
    await scope.patch("Deployment", "scale-owner", {
      type: "merge",
      subresource: "scale",
      body: { spec: { replicas: 2 } },
      query: "?fieldManager=scaler",
    });
    const live = (await scope.get("Deployment", "scale-owner")).body;
    expect(rows(live)).toContain("scaler Update scale");
    expect(fieldsOf(live, "scaler")).toEqual({ "f:spec": { "f:replicas": {} } });
    expect(fieldsOf(live, "applier")["f:spec"]["f:replicas"]).toBeUndefined();
    const answer = await scope.apply(deployment("scale-owner"));
    expect(causesOf(answer)).toEqual(["FieldManagerConflict .spec.replicas"]);
    expect(answer.body.message).toContain('conflict with "scaler" with subresource "scale" using apps/v1');
    const without = deployment("scale-owner", { replicas: undefined });
    expect((await scope.apply(without)).body.spec.replicas).toBe(2);
  });

  test("replicas that nobody else owns fall back to the default when they are dropped", async () => {
    await scope.apply(deployment("replicas-drop", { replicas: 0 }));
    expect(
      (await scope.apply(deployment("replicas-drop", { replicas: undefined }), { query: "&dryRun=All" })).body
        .spec.replicas,
    ).toBe(1);
  });

  test("/scale can be applied and owns the replicas as that subresource", async () => {
    await scope.apply(deployment("scale-apply", { replicas: undefined }));
    const scale = {
      apiVersion: "autoscaling/v1",
      kind: "Scale",
      metadata: { name: "scale-apply" },
      spec: { replicas: 3 },
    };
    const { code, body } = await scope.apply(scale, { manager: "scaler", subresource: "scale", force: true });
    expect({ code, replicas: body.spec.replicas }).toEqual({ code: 200, replicas: 3 });
    expect(rows((await scope.get("Deployment", "scale-apply")).body)).toContain("scaler Apply scale");
  });

  test("a patch of /scale is not tracked while nobody owns the replicas", async () => {
    await scope.apply(deployment("scale-unowned", { replicas: undefined }));
    const { code } = await scope.patch("Deployment", "scale-unowned", {
      type: "merge",
      subresource: "scale",
      body: { spec: { replicas: 2 } },
      query: "?fieldManager=scaler",
    });
    const live = (await scope.get("Deployment", "scale-unowned")).body;
    expect({ code, replicas: live.spec.replicas }).toEqual({ code: 200, replicas: 2 });
    expect(rows(live)).not.toContain("scaler Update scale");
  });

  test("a field outside the schema is an internal error", async () => {
    const { code, body } = await scope.apply(deployment("unknown", { replicaz: 1 }));
    expect(code).toBe(500);
    expect(body.message).toContain(".spec.replicaz: field not declared in schema");
  });

  test.each<[string, Json, number]>([
    [
      "with managed fields",
      {
        ...configMap("pre"),
        metadata: { name: "pre", managedFields: [{ manager: "x", operation: "Apply" }] },
      },
      400,
    ],
    [
      "with the uid of an object that is not there",
      { ...configMap("pre"), metadata: { name: "pre", uid: "00000000-0000-4000-8000-000000000000" } },
      409,
    ],
  ])("a configuration %s is refused", async (_sentence, object, code) => {
    expect((await scope.apply(object)).code).toBe(code);
  });

  test("a stale version in the configuration is a conflict", async () => {
    const { body } = await scope.apply(configMap("stale"));
    await scope.apply(configMap("stale", { a: "2" }));
    const { resourceVersion } = body.metadata;
    expect(
      (await scope.apply({ ...configMap("stale"), metadata: { name: "stale", resourceVersion } })).code,
    ).toBe(409);
  });
});

describe("field tracking of other writes", () => {
  test("the manager comes from the user agent when none is given", async () => {
    const { body } = await scope.create(configMap("agent"));
    expect(rows(body)).toEqual(["contract Update"]);
  });

  test("a patch takes over exactly what it changes", async () => {
    await scope.create(configMap("taken", { a: "1", b: "1" }), "?fieldManager=creator");
    const { body } = await scope.patch("ConfigMap", "taken", {
      type: "merge",
      body: { data: { a: "2", b: "1" } },
      query: "?fieldManager=patcher",
    });
    expect(fieldsOf(body, "patcher")).toEqual({ "f:data": { "f:a": {} } });
    expect(fieldsOf(body, "creator")["f:data"]).toEqual({ ".": {}, "f:b": {} });
  });

  test("a status write is tracked as its subresource", async () => {
    await scope.create(deployment("status-owner"));
    await scope.patch("Deployment", "status-owner", {
      type: "merge",
      subresource: "status",
      body: { status: { observedGeneration: 1 } },
      query: "?fieldManager=reporter",
    });
    expect(rows((await scope.get("Deployment", "status-owner")).body)).toContain("reporter Update status");
  });

  test("a JSON patch may rewrite the rows, and an empty row resets them", async () => {
    await scope.apply(configMap("rewrite"));
    const moved = await scope.patch("ConfigMap", "rewrite", {
      type: "json",
      body: [{ op: "replace", path: "/metadata/managedFields/0/manager", value: "renamed" }],
    });
    expect(rows(moved.body)).toEqual(["renamed Apply"]);
    const reset = await scope.patch("ConfigMap", "rewrite", {
      type: "merge",
      body: { metadata: { managedFields: [{}] } },
    });
    expect(rows(reset.body)).toEqual([]);
  });

  test("more than ten updaters are folded", async () => {
    await scope.create(configMap("many"));
    for (let index = 0; index < 13; index += 1) {
      await scope.patch("ConfigMap", "many", {
        type: "merge",
        body: { data: { [`k${index}`]: "1" } },
        query: `?fieldManager=m${index}`,
      });
    }
    const all = rows((await scope.get("ConfigMap", "many")).body);
    expect(all.length).toBe(10);
    expect(all).toContain("ancient-changes Update");
  });
});
