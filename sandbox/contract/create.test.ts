import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { causesOf, openContractScope, patience } from "./contract-scope";
import { autoscaler, configMap, container, deployment, pathOf, pod, service } from "./fixtures";

const scope = openContractScope();
const template = (spec: Json, labels: Json = { app: "x" }) => ({
  selector: { matchLabels: { app: "x" } },
  template: { metadata: { labels }, spec },
});

describe("creation", () => {
  test("a body without apiVersion and kind is answered with both", async () => {
    const { code, body } = await scope.call(pathOf("ConfigMap", scope.namespace), {
      method: "POST",
      body: { metadata: { name: "bare" } },
    });
    expect({ code, apiVersion: body.apiVersion, kind: body.kind }).toEqual({
      code: 201,
      apiVersion: "v1",
      kind: "ConfigMap",
    });
    expect(body.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test("generateName adds five letters", async () => {
    const { body } = await scope.create({ kind: "ConfigMap", metadata: { generateName: "gen-" } });
    expect(body.metadata.name).toMatch(/^gen-[a-z0-9]{5}$/);
  });

  test("a second object of the same name is AlreadyExists", async () => {
    await scope.create(configMap("twice"));
    const { code, body } = await scope.create(configMap("twice"));
    expect(code).toBe(409);
    expect(body).toMatchObject({
      reason: "AlreadyExists",
      message: 'configmaps "twice" already exists',
      details: { name: "twice", kind: "configmaps" },
    });
  });

  test("a missing namespace is named", async () => {
    const { code, body } = await scope.call(pathOf("ConfigMap", "nowhere"), {
      method: "POST",
      body: configMap("a"),
    });
    expect(code).toBe(404);
    expect(body).toMatchObject({
      reason: "NotFound",
      message: 'namespaces "nowhere" not found',
      details: { kind: "namespaces" },
    });
  });

  test("YAML is read as version 1.1, but dates stay text", async () => {
    const text = "kind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  on: 'yes'\n  010: a\n  2026-01-01: b\n";
    const { code, body } = await scope.call(pathOf("ConfigMap", scope.namespace), {
      method: "POST",
      text,
      type: "application/yaml",
    });
    expect({ code, data: body.data }).toEqual({
      code: 201,
      data: { true: "yes", "8": "a", "2026-01-01": "b" },
    });
  });

  test("an unknown content type is refused", async () => {
    const { code, body } = await scope.call(pathOf("ConfigMap", scope.namespace), {
      method: "POST",
      text: "x",
      type: "text/plain",
    });
    expect({ code, reason: body.reason }).toEqual({ code: 415, reason: "UnsupportedMediaType" });
  });

  test("a dry run answers with defaults and stores nothing", async () => {
    const { code, body } = await scope.create(deployment("dry"), "?dryRun=All");
    expect({ code, deadline: body.spec.progressDeadlineSeconds }).toEqual({ code: 201, deadline: 600 });
    expect((await scope.get("Deployment", "dry")).code).toBe(404);
  });

  const extra = { ...configMap("fields"), dataa: {} };
  test.each([
    ["Strict refuses an unknown field", "?fieldValidation=Strict", 400, undefined],
    ["Warn warns about it", "?fieldValidation=Warn&dryRun=All", 201, 'unknown field "dataa"'],
    ["Ignore drops it silently", "?fieldValidation=Ignore&dryRun=All", 201, undefined],
    ["the default is Warn", "?dryRun=All", 201, 'unknown field "dataa"'],
  ])("%s", async (_sentence, query, code, warning) => {
    const answer = await scope.create(extra, query);
    expect(answer.code).toBe(code);
    if (warning) expect(answer.headers["warning"]).toContain(warning.replaceAll('"', '\\"'));
    else expect(answer.headers["warning"]).toBeUndefined();
    if (code === 400) expect(answer.body.message).toContain('strict decoding error: unknown field "dataa"');
  });

  test("a wrong type is a bad request", async () => {
    const { code, body } = await scope.create(deployment("typed", { replicas: "three" }));
    expect({ code, reason: body.reason }).toEqual({ code: 400, reason: "BadRequest" });
  });

  test("a body for another namespace is a bad request", async () => {
    const { code } = await scope.create({
      ...configMap("other"),
      metadata: { name: "other", namespace: "default" },
    });
    expect(code).toBe(400);
  });
});

describe("defaults", () => {
  test("a Deployment gets its strategy, history and container policies", async () => {
    const body = (await scope.create(deployment("defaults", { replicas: undefined }), "?dryRun=All")).body;
    expect(body.spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
    });
    expect(body.spec.template.spec).toMatchObject({
      restartPolicy: "Always",
      dnsPolicy: "ClusterFirst",
      schedulerName: "default-scheduler",
      terminationGracePeriodSeconds: 30,
      securityContext: {},
    });
    expect(body.spec.template.spec.containers[0]).toMatchObject({
      imagePullPolicy: "IfNotPresent",
      terminationMessagePath: "/dev/termination-log",
      resources: {},
    });
    expect(body.metadata.generation).toBe(1);
  });

  test("a pod gets requests from limits, tolerations, priority and a class", async () => {
    const limits = { cpu: "1000m", memory: "1024Mi" };
    const { body } = await scope.create(
      pod("full", { containers: [{ ...container, resources: { limits } }] }),
      "?dryRun=All",
    );
    expect(body.spec.containers[0].resources).toEqual({
      limits: { cpu: "1", memory: "1Gi" },
      requests: { cpu: "1", memory: "1Gi" },
    });
    expect(body.spec).toMatchObject({ enableServiceLinks: true, priority: 0, serviceAccountName: "default" });
    expect(body.spec.tolerations.map((row: Json) => row.tolerationSeconds)).toEqual([300, 300]);
    expect(body.status).toMatchObject({ phase: "Pending", qosClass: "Guaranteed" });
    expect(body.spec.containers[0].volumeMounts[0].mountPath).toBe(
      "/var/run/secrets/kubernetes.io/serviceaccount",
    );
  });

  test("a Service gets an address, a type and target ports", async () => {
    const { spec } = (await scope.create(service("svc"))).body;
    expect(spec).toMatchObject({
      type: "ClusterIP",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      internalTrafficPolicy: "Cluster",
      sessionAffinity: "None",
    });
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
    expect(spec.ports).toEqual([{ port: 80, targetPort: 80, protocol: "TCP" }]);
  });

  test("a namespace gets its name label, phase and finalizer", async () => {
    const { body } = await scope.call("/api/v1/namespaces?dryRun=All", {
      method: "POST",
      body: { metadata: { name: "dry-ns" } },
    });
    expect(body).toMatchObject({
      metadata: { labels: { "kubernetes.io/metadata.name": "dry-ns" } },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    });
  });

  test("a Secret is opaque and its stringData becomes data", async () => {
    const { body } = await scope.create(
      { kind: "Secret", metadata: { name: "s" }, stringData: { a: "hello" } },
      "?dryRun=All",
    );
    expect(body).toMatchObject({ type: "Opaque", data: { a: "aGVsbG8=" } });
    expect(body.stringData).toBeUndefined();
  });

  test.each([
    ["nginx", "Always"],
    ["nginx:latest", "Always"],
    ["registry:5000/nginx", "Always"],
    ["nginx:1.2", "IfNotPresent"],
    [`nginx@sha256:${"a".repeat(64)}`, "IfNotPresent"],
  ])("the image %s is pulled %s", async (image, policy) => {
    const { body } = await scope.create(pod("pull", { containers: [{ name: "app", image }] }), "?dryRun=All");
    expect(body.spec.containers[0].imagePullPolicy).toBe(policy);
  });
});

describe("validation", () => {
  test.each<[string, Json, string[]]>([
    ["no name", { kind: "ConfigMap", metadata: {} }, ["FieldValueRequired metadata.name"]],
    ["a bad name", configMap("Bad_Name"), ["FieldValueInvalid metadata.name"]],
    [
      "a selector that misses its template",
      deployment("x", template({ containers: [container] }, { app: "y" })),
      ["FieldValueInvalid spec.template.metadata.labels"],
    ],
    [
      "no containers",
      deployment("x", template({ containers: [] })),
      ["FieldValueRequired spec.template.spec.containers"],
    ],
    [
      "no image",
      deployment("x", template({ containers: [{ name: "a" }] })),
      ["FieldValueRequired spec.template.spec.containers[0].image"],
    ],
    [
      "a container name twice",
      deployment("x", template({ containers: [container, container] })),
      ["FieldValueDuplicate spec.template.spec.containers[1].name"],
    ],
    [
      "a sleep before the stop that is longer than the grace",
      deployment(
        "x",
        template({
          containers: [{ ...container, lifecycle: { preStop: { sleep: { seconds: 8 } } } }],
          terminationGracePeriodSeconds: 7,
        }),
      ),
      ["FieldValueInvalid spec.template.spec.containers[0].lifecycle.preStop.sleep"],
    ],
    ["negative replicas", deployment("x", { replicas: -1 }), ["FieldValueInvalid spec.replicas"]],
    ["a config key with a space", configMap("keys", { "a b": "1" }), ["FieldValueInvalid data[a b]"]],
    [
      "a maximum below the minimum",
      autoscaler("x", { minReplicas: 4 }),
      ["FieldValueInvalid spec.maxReplicas"],
    ],
    [
      "a maximum of zero",
      autoscaler("x", { maxReplicas: 0 }),
      ["FieldValueInvalid spec.maxReplicas", "FieldValueInvalid spec.maxReplicas"],
    ],
    ["a service without ports", service("x", { ports: [] }), ["FieldValueRequired spec.ports"]],
    [
      "a port out of range",
      service("x", { ports: [{ port: 70_000 }] }),
      ["FieldValueInvalid spec.ports[0].port", "FieldValueInvalid spec.ports[0].targetPort"],
    ],
    [
      "a label value that is too long",
      { ...configMap("x"), metadata: { name: "x", labels: { a: "x".repeat(64) } } },
      ["FieldValueInvalid metadata.labels"],
    ],
    [
      "annotations that are too long",
      { ...configMap("x"), metadata: { name: "x", annotations: { a: "x".repeat(256 * 1024 + 1) } } },
      ["FieldValueTooLong metadata.annotations"],
    ],
    [
      "both budgets",
      { kind: "PodDisruptionBudget", metadata: { name: "x" }, spec: { minAvailable: 1, maxUnavailable: 1 } },
      ["FieldValueInvalid spec"],
    ],
  ])("%s is refused with its field", async (_sentence, object, causes) => {
    const answer = await scope.create(object);
    expect({ code: answer.code, reason: answer.body.reason, causes: causesOf(answer) }).toEqual({
      code: 422,
      reason: "Invalid",
      causes,
    });
  });

  test("several mistakes are listed together", async () => {
    const answer = await scope.create(
      deployment("many", {
        replicas: -1,
        template: { metadata: { labels: { app: "many" } }, spec: { containers: [{ name: "a" }] } },
      }),
    );
    expect(causesOf(answer)).toEqual([
      "FieldValueInvalid spec.replicas",
      "FieldValueRequired spec.template.spec.containers[0].image",
    ]);
    expect(answer.body.message).toMatch(/^Deployment\.apps "many" is invalid: \[.*, .*\]$/s);
    expect(answer.body.details).toMatchObject({ name: "many", group: "apps", kind: "Deployment" });
  });

  test("a quota refuses the pod that goes over it", async () => {
    const { namespace } = scope;
    const exceeded = (used: number, limited: number) =>
      `exceeded quota: q, requested: pods=1, used: pods=${used}, limited: pods=${limited}`;
    const refusal = async () => (await scope.create(pod("quota-1"), "?dryRun=All")).body.message;
    await scope.create({ kind: "ResourceQuota", metadata: { name: "q" }, spec: { hard: { pods: "0" } } });
    // Admission hears of a quota a moment after it is written; a pod that it lets through before is never counted.
    await expect.poll(refusal, patience).toBe(`pods "quota-1" is forbidden: ${exceeded(0, 0)}`);
    await scope.patch("ResourceQuota", "q", { type: "merge", body: { spec: { hard: { pods: "1" } } } });
    await expect.poll(async () => (await scope.create(pod("quota-1"))).code, patience).toBe(201);
    const refused = await scope.create(pod("quota-2"));
    expect({ code: refused.code, message: refused.body.message }).toEqual({
      code: 403,
      message: `pods "quota-2" is forbidden: ${exceeded(1, 1)}`,
    });
    await scope.call(`/api/v1/namespaces/${namespace}/resourcequotas/q`, { method: "DELETE" });
  });
});
