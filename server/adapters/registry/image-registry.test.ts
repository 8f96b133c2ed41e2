import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createImageRegistry, splitRepository } from "./image-registry";

const digest = `sha256:${"a".repeat(64)}`;
const image = { repository: "registry.demo.internal/payment/shop", reference: "1.2.0" };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a tag is resolved to the digest that the registry tells", async () => {
  const url = await serve((request, response) => {
    response.writeHead(request.url === "/v2/payment/shop/manifests/1.2.0" ? 200 : 500, {
      "docker-content-digest": digest,
    });
    response.end();
  });
  expect(await createImageRegistry({ url }).resolve(image)).toEqual({ state: "found", digest });
});

test("a registry that tells no digest is read, and the manifest hashed", async () => {
  const url = await serve((_request, response) => response.end("{}"));
  expect(await createImageRegistry({ url }).resolve(image)).toEqual({
    state: "found",
    digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  });
});

test("404 is missing", async () => {
  const url = await serve((_request, response) => response.writeHead(404).end());
  expect(await createImageRegistry({ url }).resolve(image)).toEqual({ state: "missing" });
});

test("an error is no answer", async () => {
  const url = await serve((_request, response) => response.writeHead(503).end());
  expect(await createImageRegistry({ url }).resolve(image)).toMatchObject({
    state: "unknown",
    message: "The registry answered 503.",
  });
});

test("a closed port is no answer", async () => {
  expect(await createImageRegistry({ url: "http://127.0.0.1:1" }).resolve(image)).toMatchObject({
    state: "unknown",
  });
});

test("an anonymous reader follows the token challenge", async () => {
  const url = await serve((request, response) => {
    if (request.url?.startsWith("/token"))
      return response.end(JSON.stringify({ token: request.url.includes("pull") ? "t" : "" }));
    if (request.headers.authorization === "Bearer t")
      return response.writeHead(200, { "docker-content-digest": digest }).end();
    const realm = `http://${request.headers.host}/token`;
    return response
      .writeHead(401, { "www-authenticate": `Bearer realm="${realm}",scope="repository:payment/shop:pull"` })
      .end();
  });
  expect(await createImageRegistry({ url }).resolve(image)).toEqual({ state: "found", digest });
});

test.each([
  ["registry.demo.internal/a/b", "registry.demo.internal", "a/b"],
  ["localhost/a", "localhost", "a"],
  ["host:5000/a", "host:5000", "a"],
  ["payment/shop", null, "payment/shop"],
  ["shop", null, "shop"],
])("%s is at host %s, name %s", (repository, host, name) => {
  expect(splitRepository(repository)).toEqual({ host, name });
});
