import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenNear } from "@/sandbox/access/listen";
import { testOrganization } from "@/sandbox/testing/test-cluster";
import { imageDigest, imageId, parseImage } from "./image-reference";
import { createRegistryServer } from "./registry-server";

const server = createRegistryServer(testOrganization());
let base = "";
beforeAll(async () => {
  base = `http://127.0.0.1:${await listenNear(server, undefined)}`;
});
afterAll(() => {
  server.close();
});

const good = imageDigest("registry.test/shop/cart", "good");

describe("the registry", () => {
  it.each([
    { path: "/v2/", status: 200, digest: null },
    { path: "/v2/shop/cart/manifests/good", status: 200, digest: good },
    { path: `/v2/shop/cart/manifests/${good}`, status: 200, digest: good },
    { path: "/v2/shop/cart/manifests/image-pull", status: 404, digest: null },
    { path: "/v2/shop/cart/manifests/unknown", status: 404, digest: null },
    { path: "/v2/shop/other/manifests/good", status: 404, digest: null },
    { path: "/v2/shop/cart/blobs/x", status: 404, digest: null },
  ])("answers $path with $status, to GET and HEAD alike", async ({ path, status, digest }) => {
    for (const method of ["GET", "HEAD"]) {
      const response = await fetch(`${base}${path}`, { method });
      expect(response.status, method).toBe(status);
      expect(response.headers.get("docker-content-digest"), method).toBe(digest);
    }
  });

  it("names the reason of a refusal and lists the tags that were pushed", async () => {
    const missing = await (await fetch(`${base}/v2/shop/cart/manifests/image-pull`)).json();
    expect(missing.errors[0].code).toBe("MANIFEST_UNKNOWN");
    const tags = await (await fetch(`${base}/v2/shop/cart/tags/list`)).json();
    expect(tags).toEqual({
      name: "shop/cart",
      tags: ["good", "better", "missing-config", "never-ready", "slow-start"],
    });
  });

  it("refuses writes", async () => {
    expect((await fetch(`${base}/v2/shop/cart/manifests/good`, { method: "PUT", body: "{}" })).status).toBe(
      405,
    );
  });
});

describe("an image", () => {
  it.each([
    ["r.test/a/b:1", { repository: "r.test/a/b", tag: "1", digest: undefined }],
    ["r.test:5000/a/b", { repository: "r.test:5000/a/b", tag: undefined, digest: undefined }],
    ["r.test/a/b:1@sha256:ff", { repository: "r.test/a/b", tag: "1", digest: "sha256:ff" }],
    ["r.test/a/b@sha256:ff", { repository: "r.test/a/b", tag: undefined, digest: "sha256:ff" }],
  ])("%s is split into its parts", (image, parts) => {
    expect(parseImage(image)).toEqual(parts);
  });

  it("without a digest gets the one of its tag", () => {
    expect(imageId("registry.test/shop/cart:good")).toBe(`registry.test/shop/cart@${good}`);
  });
});
