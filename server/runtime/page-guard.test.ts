import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";
import { pageGuard } from "./page-guard";

const server = createServer((request, response) => {
  if (pageGuard(request, response)) response.end("page");
});
let base: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe("requests for pages", () => {
  test.each<[string, string, RequestInit, number]>([
    ["a page is read", "/services", {}, 200],
    ["nothing is sent to a page", "/services", { method: "POST", body: "x" }, 405],
    ["unknown methods end here", "/services", { method: "PROPFIND" }, 405],
    ["a sign-in form passes", "/api/auth/callback/sandbox", { method: "POST", body: "account=a" }, 200],
    [
      "a form beyond 256 KiB does not",
      "/api/auth/callback/sandbox",
      { method: "POST", body: "x".repeat(262_145) },
      413,
    ],
  ])("%s", async (_sentence, path, init, status) => {
    const response = await fetch(base + path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a body of unknown length is refused", async () => {
    const body = new Blob(["account=a"]).stream();
    const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    expect((await fetch(`${base}/api/auth/callback/sandbox`, init)).status).toBe(411);
  });
});

describe("the content security policy", () => {
  test("allows nothing that is not named, and no inline script or style without the nonce", () => {
    const policy = contentSecurityPolicy({ nonce: "N", dev: false });
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'nonce-N' 'strict-dynamic';");
    expect(policy).toContain("style-src 'self' 'nonce-N';");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain("unsafe-eval");
  });

  test("a form may lead to the identity provider", () => {
    const policy = contentSecurityPolicy({ nonce: "N", dev: false, formOrigin: "https://id.example" });
    expect(policy).toContain("form-action 'self' https://id.example");
  });
});
