import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Manifest } from "@/contracts/manifest";
import { isBrokenReference, referenceTo, secretReference } from "@/contracts/secret-reference";
import { configMapName } from "./config-map-name";
import { plainData, withReferences } from "./secret-references";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const token = referenceTo({ name: "shop-secret", key: "TOKEN" });
const workload = (kind: "Deployment" | "CronJob"): Manifest => {
  const template = {
    spec: {
      containers: [
        {
          name: "app",
          envFrom: [{ configMapRef: { name: "shop-config" } }],
          env: [{ name: "APP_VERSION", value: "1" }],
        },
        { name: "proxy" },
      ],
    },
  };
  const spec = kind === "Deployment" ? { template } : { jobTemplate: { spec: { template } } };
  return { apiVersion: "apps/v1", kind, metadata: { name: "shop" }, spec };
};

describe("a reference to a Secret", () => {
  test.each([
    [token, { name: "shop-secret", key: "TOKEN" }],
    [referenceTo({ name: "a.b", key: "tls.key" }), { name: "a.b", key: "tls.key" }],
  ])("%s names its Secret and its key", (value, expected) => {
    expect(secretReference(value)).toEqual(expected);
    expect(isBrokenReference(value)).toBe(false);
  });

  test.each([
    ["a text before it", `x${token}`, false],
    ["a text after it", `${token}x`, true],
    ["no key", "$" + "{secret:shop}", true],
    ["capitals in the name", "$" + "{secret:Shop/KEY}", true],
    ["a path", "$" + "{secret:../other/KEY}", true],
    ["another placeholder", "$" + "{NAME}", false],
  ])("%s makes it none", (_what, value, broken) => {
    expect(secretReference(value)).toBeNull();
    expect(isBrokenReference(value)).toBe(broken);
  });

  test("never goes into the ConfigMap, and does not change its content's name", () => {
    expect(plainData({ A: "1", TOKEN: token })).toEqual({ A: "1" });
    const named = (data: Record<string, string>) => configMapName("shop", { version: 1, data }, sha256);
    expect(named({ A: "1", TOKEN: token })).toBe(named({ A: "1" }));
  });

  test.each(["Deployment", "CronJob"] as const)("is a variable of the container of a %s", (kind) => {
    const data = { A: "1", TOKEN: token, APP_VERSION: token };
    const text = JSON.stringify(withReferences(workload(kind), { name: "shop-config", data }));
    expect(JSON.parse(text)).toEqual(
      JSON.parse(
        JSON.stringify(workload(kind)).replace(
          '{"name":"APP_VERSION","value":"1"}',
          '{"name":"APP_VERSION","value":"1"},{"name":"TOKEN","valueFrom":{"secretKeyRef":{"name":"shop-secret","key":"TOKEN"}}}',
        ),
      ),
    );
  });

  test("nothing changes without one", () => {
    const manifest = workload("Deployment");
    expect(withReferences(manifest, { name: "shop-config", data: { A: "1" } })).toBe(manifest);
  });
});
