import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { openContractScope } from "@/sandbox/contract/contract-scope";
import { configMap, container, pathOf, pod, service } from "@/sandbox/contract/fixtures";

const scope = openContractScope("sandbox");
const bind = (name: string) =>
  scope.call(`${pathOf("Pod", scope.namespace, name)}/binding`, {
    method: "POST",
    body: { metadata: { name }, target: { kind: "Node", name: "nowhere" } },
  });

describe("the endpoint of a sandbox cluster", () => {
  test.each([
    ["worker", "list", "", "secrets", 403],
    ["worker", "list", "", "pods", 200],
    ["viewer", "list", "", "pods", 200],
    ["viewer", "list", "", "secrets", 403],
  ])(
    "%s asking to %s %s%s gets %i, and the access review agrees",
    async (user, verb, group, resource, code) => {
      const token = `${user}-token`;
      const answer = await scope.call(`/api/v1/namespaces/${scope.namespace}/${resource}`, { token });
      expect(answer.code).toBe(code);
      const spec = { resourceAttributes: { verb, group, resource, namespace: scope.namespace } };
      const review = await scope.call("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
        method: "POST",
        body: { spec },
        token,
      });
      expect(review.body.status.allowed).toBe(code === 200);
    },
  );

  test("a viewer may not write", async () => {
    const { code, body } = await scope.call(pathOf("ConfigMap", scope.namespace), {
      method: "POST",
      body: configMap("no"),
      token: "viewer-token",
    });
    expect(code).toBe(403);
    expect(body.message).toBe(
      `configmaps is forbidden: User "viewer" cannot create resource "configmaps" in API group "" in the namespace "${scope.namespace}"`,
    );
  });

  test("a stored Role and RoleBinding open what they name", async () => {
    const rbac = (plural: string) =>
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${scope.namespace}/${plural}`;
    const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }];
    await scope.call(rbac("roles"), { method: "POST", body: { metadata: { name: "secrets" }, rules } });
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "secrets" };
    await scope.call(rbac("rolebindings"), {
      method: "POST",
      body: { metadata: { name: "secrets" }, roleRef, subjects: [{ kind: "User", name: "viewer" }] },
    });
    expect((await scope.call(pathOf("Secret", scope.namespace), { token: "viewer-token" })).code).toBe(200);
  });

  test("logs are text, cut and stamped as asked", async () => {
    const path = `${pathOf("Pod", scope.namespace, "logger")}/log`;
    await scope.create(pod("logger"));
    expect((await scope.call(path)).code).toBe(204);
    await bind("logger");
    const waiting = await scope.call(path);
    expect({ code: waiting.code, message: waiting.body.message }).toEqual({
      code: 400,
      message: 'container "app" in pod "logger" is waiting to start: ContainerCreating',
    });
    const containerStatuses = [
      {
        name: "app",
        ready: true,
        restartCount: 0,
        image: container.image,
        imageID: "",
        state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
      },
    ];
    await scope.patch("Pod", "logger", {
      type: "merge",
      subresource: "status",
      body: { status: { phase: "Running", containerStatuses } },
    });
    expect((await scope.call(path)).body).toBe("first\nsecond\n");
    expect((await scope.call(`${path}?limitBytes=7`)).body).toBe("first\ns");
    expect((await scope.call(`${path}?timestamps=true&limitBytes=37`)).body).toMatch(
      /^2026-01-01T00:00:00\.\d+Z first\n$/,
    );
    expect((await scope.call(`${path}?container=none`)).body.message).toBe(
      "container none is not valid for pod logger",
    );
  });

  test("a pod with two containers wants one of them named", async () => {
    await scope.create(pod("two", { containers: [container, { name: "side", image: "s:1" }] }));
    const { code, body } = await scope.call(`${pathOf("Pod", scope.namespace, "two")}/log`);
    expect({ code, message: body.message }).toEqual({
      code: 400,
      message: "a container name must be specified for pod two, choose one of: [app side]",
    });
  });

  test("the proxy of a Service passes path and port", async () => {
    await scope.create(service("web"));
    const base = `${pathOf("Service", scope.namespace)}/http:web:80/proxy/healthz?full=1`;
    expect((await scope.call(base)).body).toBe("answer of /healthz?full=1 on 80");
  });

  test("requests are counted by verb, resource and client, and can be reset", async () => {
    await scope.call("/sandbox/v1/requests", { method: "DELETE" });
    await scope.call(pathOf("ConfigMap", scope.namespace), { headers: { "User-Agent": "counted/2.0 (x)" } });
    const { body } = await scope.call("/sandbox/v1/requests");
    expect(body.requests).toEqual([
      { verb: "list", resource: "configmaps", userAgent: "counted/2.0", count: 1 },
    ]);
    expect((await scope.call("/sandbox/v1/requests", { token: "worker-token" })).code).toBe(403);
  });

  test("a request fault hits what it names, as often as it says", async () => {
    await scope.call("/sandbox/v1/faults", {
      method: "PUT",
      body: { requests: [{ verb: "list", resource: "configmaps", code: 503, times: 1 }] },
    });
    expect((await scope.call(pathOf("ConfigMap", scope.namespace))).code).toBe(503);
    expect((await scope.call(pathOf("ConfigMap", scope.namespace))).code).toBe(200);
    await scope.call("/sandbox/v1/faults", { method: "DELETE" });
  });

  test("forgotten history ends an old watch with 410", async () => {
    const list: Json = (await scope.call(pathOf("ConfigMap", scope.namespace))).body;
    await scope.create(configMap("after-list"));
    await scope.call("/sandbox/v1/faults", { method: "PUT", body: { forgetHistory: true } });
    const { body } = await scope.call(
      `${pathOf("ConfigMap", scope.namespace)}?watch=true&resourceVersion=${list.metadata.resourceVersion}`,
    );
    expect(body).toMatchObject({ type: "ERROR", object: { code: 410 } });
  });
});

describe("server faults", () => {
  test("a server that is down answers nobody but the control interface, and comes back", async () => {
    await scope
      .call("/sandbox/v1/faults", { method: "PUT", body: { server: "api-down" } })
      .catch(() => undefined);
    await expect(scope.call("/api/v1/namespaces")).rejects.toThrow(/hang up|ECONNRESET|socket/);
    await expect
      .poll(async () => (await scope.call("/sandbox/v1/faults").catch(() => undefined))?.body.server)
      .toBe("api-down");
    await scope.call("/sandbox/v1/faults", { method: "DELETE" });
    await expect
      .poll(async () => (await scope.call("/api/v1/namespaces").catch(() => undefined))?.code)
      .toBe(200);
  });
});
