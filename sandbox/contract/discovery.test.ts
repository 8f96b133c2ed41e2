import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { openContractScope } from "./contract-scope";

const scope = openContractScope();
const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

describe("discovery and schema", () => {
  test("/version tells major and minor", async () => {
    const { code, body } = await scope.call("/version");
    expect(code).toBe(200);
    expect(body.major).toBe("1");
    expect(Number.parseInt(body.minor, 10)).toBeGreaterThan(30);
  });

  test.each(["/healthz", "/livez", "/readyz"])("%s is ok", async (path) => {
    expect(await scope.call(path)).toMatchObject({ code: 200, body: "ok" });
  });

  test("/api and /apis answer plainly", async () => {
    expect((await scope.call("/api")).body).toMatchObject({ kind: "APIVersions", versions: ["v1"] });
    const groups = (await scope.call("/apis")).body.groups.map((group: Json) => group.name);
    expect(groups).toEqual(
      expect.arrayContaining([
        "apps",
        "autoscaling",
        "batch",
        "policy",
        "discovery.k8s.io",
        "rbac.authorization.k8s.io",
      ]),
    );
  });

  test("aggregated discovery names its type and agrees with the plain list", async () => {
    const answer = await scope.call("/apis", { headers: { Accept: aggregated } });
    expect(answer.headers["content-type"]).toBe(aggregated);
    const apps = answer.body.items.find((item: Json) => item.metadata.name === "apps");
    const plain = (await scope.call("/apis/apps/v1")).body.resources.map((row: Json) => row.name);
    const names = apps.versions[0].resources.flatMap((row: Json) => [
      row.resource,
      ...(row.subresources ?? []).map((sub: Json) => `${row.resource}/${sub.subresource}`),
    ]);
    expect(names.filter((name: string) => name.startsWith("deployments")).sort()).toEqual(
      plain.filter((name: string) => name.startsWith("deployments")).sort(),
    );
  });

  test("the resource list of apps/v1 has short names, categories and the scale of autoscaling", async () => {
    const rows = (await scope.call("/apis/apps/v1")).body.resources;
    const row = (name: string) => rows.find((candidate: Json) => candidate.name === name);
    expect(row("deployments")).toMatchObject({
      kind: "Deployment",
      namespaced: true,
      shortNames: ["deploy"],
      categories: ["all"],
      singularName: "deployment",
    });
    expect(row("deployments").verbs).toEqual([
      "create",
      "delete",
      "deletecollection",
      "get",
      "list",
      "patch",
      "update",
      "watch",
    ]);
    expect(row("deployments/scale")).toMatchObject({ group: "autoscaling", version: "v1", kind: "Scale" });
  });

  test("evictions are found under pods", async () => {
    const rows = (await scope.call("/api/v1")).body.resources;
    expect(rows.find((row: Json) => row.name === "pods/eviction")).toMatchObject({
      group: "policy",
      version: "v1",
      kind: "Eviction",
    });
  });

  test("the schema documents the four patch types and field validation", async () => {
    const index = (await scope.call("/openapi/v3")).body.paths;
    const { body } = await scope.call(index["apis/apps/v1"].serverRelativeURL);
    const { patch } = body.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"];
    const media = Object.keys(patch.requestBody.content);
    expect(media).toEqual(
      expect.arrayContaining([
        "application/apply-patch+yaml",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
      ]),
    );
    expect(patch.parameters.map((row: Json) => row.name)).toEqual(
      expect.arrayContaining(["dryRun", "fieldManager", "fieldValidation", "force"]),
    );
  });

  test.each([
    ["an unknown path is a plain 404", "/nothing", 404, undefined],
    ["an unknown resource of a known version is a Status", "/apis/apps/v1/gizmos", 404, "NotFound"],
    ["an unknown version of a known group is a Status", "/apis/apps/v9/deployments", 404, "NotFound"],
  ])("%s", async (_sentence, path, code, reason) => {
    const answer = await scope.call(path);
    expect(answer.code).toBe(code);
    expect(answer.body.reason).toBe(reason);
  });
});
