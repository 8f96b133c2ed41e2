import { beforeAll, describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { openContractScope } from "./contract-scope";
import { configMap, pathOf, pod } from "./fixtures";

const scope = openContractScope();
const names = (body: Json): string[] => body.items.map((item: Json) => item.metadata.name);
const tableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

beforeAll(async () => {
  for (const [name, labels] of Object.entries({
    a: { tier: "web", color: "blue" },
    b: { tier: "web" },
    c: { tier: "db" },
    d: {},
  })) {
    await scope.create({
      ...configMap(`cm-${name}`),
      metadata: { name: `cm-${name}`, labels: { ...labels, suite: "read" } },
    });
  }
  await scope.create(pod("one"));
});

describe("reading", () => {
  test("a missing object is named", async () => {
    const { code, body } = await scope.call(`/apis/apps/v1/namespaces/${scope.namespace}/deployments/nope`);
    expect(code).toBe(404);
    expect(body).toEqual({
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: 'deployments.apps "nope" not found',
      reason: "NotFound",
      details: { name: "nope", group: "apps", kind: "deployments" },
      code: 404,
    });
  });

  test.each([
    ["tier=web", ["cm-a", "cm-b"]],
    ["tier==db", ["cm-c"]],
    ["tier!=web", ["cm-c", "cm-d"]],
    ["tier in (web,db)", ["cm-a", "cm-b", "cm-c"]],
    ["tier notin (web)", ["cm-c", "cm-d"]],
    ["color", ["cm-a"]],
    ["!tier", ["cm-d"]],
    ["tier=web,color=blue", ["cm-a"]],
  ])("the label selector %s selects %j", async (selector, expected) => {
    const { body } = await scope.call(
      `${pathOf("ConfigMap", scope.namespace)}?labelSelector=${encodeURIComponent(`suite=read,${selector}`)}`,
    );
    expect(names(body)).toEqual(expected);
  });

  test.each([
    ["ConfigMap", "metadata.name=cm-b", ["cm-b"]],
    ["Pod", "spec.schedulerName=nobody", ["one"]],
    ["Pod", "spec.nodeName=,status.phase!=Running", ["one"]],
    ["Pod", "status.phase=Running", []],
  ])("%s are selected by %s", async (kind, selector, expected) => {
    const { body } = await scope.call(
      `${pathOf(kind, scope.namespace)}?fieldSelector=${encodeURIComponent(selector)}`,
    );
    expect(names(body)).toEqual(expected);
  });

  test.each([
    ["labelSelector=%3D%3D%3D", undefined],
    [
      "fieldSelector=spec.foo%3D1",
      '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
  ])("the selector %s is a bad request", async (query, message) => {
    const { code, body } = await scope.call(`${pathOf("ConfigMap", scope.namespace)}?${query}`);
    expect({ code, reason: body.reason }).toEqual({ code: 400, reason: "BadRequest" });
    if (message) expect(body.message).toContain(message);
  });

  test("pages walk the whole list although objects are written in between", async () => {
    const base = `${pathOf("ConfigMap", scope.namespace)}?limit=2`;
    const all = names((await scope.call(pathOf("ConfigMap", scope.namespace))).body);
    const first = (await scope.call(base)).body;
    expect(first.metadata.remainingItemCount).toBe(all.length - 2);
    await scope.create(configMap("aaa-late"));
    const seen = names(first);
    let token = first.metadata.continue;
    while (token) {
      const page = (await scope.call(`${base}&continue=${encodeURIComponent(token)}`)).body;
      seen.push(...names(page));
      token = page.metadata.continue;
    }
    expect(seen).toEqual(all);
  });

  test("the items of a list carry no kind, the list does", async () => {
    const { body } = await scope.call(pathOf("ConfigMap", scope.namespace));
    expect(body.kind).toBe("ConfigMapList");
    expect(body.items[0].kind).toBeUndefined();
    expect(Number(body.metadata.resourceVersion)).toBeGreaterThanOrEqual(
      Number(body.items[0].metadata.resourceVersion),
    );
  });

  test("a version from the future is a timeout", async () => {
    const { code, body } = await scope.call(
      `${pathOf("ConfigMap", scope.namespace)}?resourceVersion=999999999`,
    );
    expect({ code, reason: body.reason, cause: body.details.causes[0].reason }).toEqual({
      code: 504,
      reason: "Timeout",
      cause: "ResourceVersionTooLarge",
    });
  });

  test.each([
    [
      "Pod",
      ["Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Nominated Node", "Readiness Gates"],
    ],
    ["Deployment", ["Name", "Ready", "Up-to-date", "Available", "Age", "Containers", "Images", "Selector"]],
    ["Service", ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector"]],
    ["HorizontalPodAutoscaler", ["Name", "Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age"]],
    ["PodDisruptionBudget", ["Name", "Min Available", "Max Unavailable", "Allowed Disruptions", "Age"]],
    ["Job", ["Name", "Status", "Completions", "Duration", "Age", "Containers", "Images", "Selector"]],
    ["ConfigMap", ["Name", "Data", "Age"]],
  ])("the table of %s has its columns", async (kind, columns) => {
    const { body } = await scope.call(pathOf(kind, scope.namespace), { headers: { Accept: tableAccept } });
    expect(body.kind).toBe("Table");
    expect(body.columnDefinitions.map((column: Json) => column.name)).toEqual(columns);
  });

  test.each([
    ["", "PartialObjectMetadata"],
    ["?includeObject=Object", "Pod"],
    ["?includeObject=None", undefined],
  ])("table rows with %s carry %s", async (query, kind) => {
    const { body } = await scope.call(`${pathOf("Pod", scope.namespace)}${query}`, {
      headers: { Accept: tableAccept },
    });
    expect(body.rows[0].cells.slice(0, 4)).toEqual(["one", "0/1", "Pending", "0"]);
    expect(body.rows[0].object?.kind).toBe(kind);
  });
});
