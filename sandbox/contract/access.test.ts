import { describe, expect, test } from "vitest";
import { openContractScope } from "./contract-scope";

const scope = openContractScope();

describe("access", () => {
  test("a wrong token is Unauthorized", async () => {
    const { code, body } = await scope.call("/api/v1/namespaces", { token: "wrong" });
    expect({ code, reason: body.reason, message: body.message }).toEqual({
      code: 401,
      reason: "Unauthorized",
      message: "Unauthorized",
    });
  });

  test("nobody may ask for the version, and for nothing else", async () => {
    expect((await scope.call("/version", { token: "" })).code).toBe(200);
    const { code, body } = await scope.call("/api/v1/namespaces", { token: "" });
    expect(code).toBe(403);
    expect(body.message).toBe(
      'namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces" in API group "" at the cluster scope',
    );
  });

  test("who am I", async () => {
    const { body } = await scope.call("/apis/authentication.k8s.io/v1/selfsubjectreviews", {
      method: "POST",
      body: {},
    });
    expect(body.status.userInfo.groups).toContain("system:authenticated");
  });
});
