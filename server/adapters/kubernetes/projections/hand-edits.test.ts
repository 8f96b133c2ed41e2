import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RawConfigMap, RawWorkload } from "@/server/adapters/kubernetes/raw-objects";
import { configMapName } from "@/server/domain/manifest/config-map-name";
import { configMapSeen } from "./config-map";
import { workloadSeen } from "./workload";

const at = "2026-11-23T08:12:00Z";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const item = (key: string) => `k:{"name":"${key}"}`;
const owned = (fields: object) => ({
  "f:spec": { "f:template": { "f:spec": { "f:containers": { [item("app")]: fields } } } },
});

function workload(manager: string, fieldsV1: Record<string, unknown>): RawWorkload {
  return {
    kind: "Deployment",
    metadata: {
      name: "shop-blue",
      uid: "1",
      resourceVersion: "7",
      managedFields: [{ manager, operation: "Update", time: at, fieldsV1 }],
    },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: "app",
              image: "shop:2",
              env: [
                { name: "LOG_LEVEL", value: "debug" },
                { name: "API_TOKEN", value: "abc" },
                { name: "FROM_MAP", valueFrom: { configMapKeyRef: { name: "x" } } },
              ],
            },
          ],
        },
      },
    },
  };
}

describe("what was changed by hand of a workload", () => {
  test.each([
    [
      "a variable with its value",
      owned({ "f:env": { [item("LOG_LEVEL")]: { ".": {}, "f:name": {}, "f:value": {} } } }),
      [{ field: "containers[app].env[LOG_LEVEL]", variable: { name: "LOG_LEVEL", value: "debug" } }],
    ],
    [
      "a variable that looks like a secret, without its value",
      owned({ "f:env": { [item("API_TOKEN")]: { "f:value": {} } } }),
      [{ field: "containers[app].env[API_TOKEN]", variable: { name: "API_TOKEN", value: null } }],
    ],
    [
      "a variable that comes from elsewhere",
      owned({ "f:env": { [item("FROM_MAP")]: { "f:valueFrom": {} } } }),
      [{ field: "containers[app].env[FROM_MAP]", variable: { name: "FROM_MAP", value: null } }],
    ],
    ["an image", owned({ "f:image": {} }), [{ field: "containers[app].image" }]],
    [
      "a restart",
      {
        "f:spec": {
          "f:template": { "f:metadata": { "f:annotations": { "f:kubectl.kubernetes.io/restartedAt": {} } } },
        },
      },
      [{ field: "metadata.annotations.kubectl.kubernetes.io/restartedAt" }],
    ],
    ["nothing of the template", { "f:spec": { "f:replicas": {} } }, undefined],
  ])("%s", (_what, fields, edits) => {
    expect(workloadSeen(workload("kubectl-set", fields), null).edits).toEqual(
      edits?.map((edit) => ({ ...edit, manager: "kubectl-set", at })),
    );
  });

  test.each(["switchyard-deploy", "kube-controller-manager"])("nothing that %s wrote", (manager) => {
    expect(workloadSeen(workload(manager, owned({ "f:image": {} })), null).edits).toBeUndefined();
  });
});

describe("a ConfigMap", () => {
  const data = { LOG_LEVEL: "info" };
  const name = configMapName("shop", { version: 3, data }, sha256);
  const map = (held: Record<string, string>, called = name): RawConfigMap => ({
    metadata: {
      name: called,
      uid: "1",
      resourceVersion: "7",
      labels: { "switchyard.internal/service": "shop" },
      managedFields: [
        {
          manager: "kubectl-create",
          operation: "Update",
          time: at,
          fieldsV1: { "f:data": { "f:LOG_LEVEL": {} } },
        },
      ],
    },
    data: held,
  });

  test("keeps no values while its name tells its content", () => {
    expect(configMapSeen(map(data))).toEqual({ edits: [], data: null });
    expect(configMapSeen(map({ A: "1" }, "somebody-elses"))).toEqual({ edits: [], data: null });
  });

  test("that was made anew with other values tells them, but nothing that looks like a secret", () => {
    expect(configMapSeen(map({ LOG_LEVEL: "debug", API_TOKEN: "abc" }))).toEqual({
      edits: [{ field: "data", manager: "kubectl-create", at }],
      data: { LOG_LEVEL: "debug" },
    });
  });
});
