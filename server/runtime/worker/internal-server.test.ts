import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import { createInternalServer } from "./internal-server";

const token = "0123456789abcdef";
const authorized = { headers: { authorization: `Bearer ${token}` } };
const path = "/internal/logs?cluster=dev-1&namespace=shop-dev&pod=shop-blue-1";

async function start(
  logs: ClusterGateway["logs"],
  pod: ClusterGateway["pod"] = () => Promise.reject(new Error("not asked for in this test")),
): Promise<{ url: string; stop: AbortController }> {
  const stop = new AbortController();
  const unused = (): never => {
    throw new Error("not asked for in these tests");
  };
  const gateway: ClusterGateway = { observe: unused, perform: unused, dryRun: unused, logs, pod };
  const server = createInternalServer({ token, gateways: { "dev-1": gateway }, stop: stop.signal }).listen(
    0,
    "127.0.0.1",
  );
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

test("lines of a container, as text", async () => {
  const { url } = await start(() => lines("one", "two"));
  const answer = await fetch(url + path, authorized);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await answer.text()).toBe("one\ntwo\n");
});

test("without the token nothing is told", async () => {
  const { url } = await start(() => lines("secret"));
  expect((await fetch(url + path)).status).toBe(401);
  expect((await fetch(url + path, { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
});

test("a pod as YAML, without what looks like a secret", async () => {
  const { url } = await start(
    () => lines(),
    async (target, name) => {
      expect([target.cluster, target.namespace, name]).toEqual(["dev-1", "shop-dev", "shop-blue-1"]);
      return {
        metadata: { name },
        spec: { containers: [{ env: [{ name: "API_TOKEN", value: "abcdefgh" }] }] },
      };
    },
  );
  const text = await (await fetch(url + path.replace("logs", "pod"), authorized)).text();
  expect(text).toMatch(/^metadata:\n {2}name: shop-blue-1\n/);
  expect(text).toContain("API_TOKEN");
  expect(text).not.toContain("abcdefgh");
  expect((await fetch(url + path.replace("logs", "pod"))).status).toBe(401);
});

test("health needs no token", async () => {
  const { url, stop } = await start(() => lines());
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  stop.abort();
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

test.each([
  ["/internal/logs?cluster=dev-1", 400],
  ["/internal/logs?cluster=other&namespace=a&pod=b", 404],
  ["/internal/logs?cluster=dev-1&namespace=a&pod=../x", 400],
  ["/internal/other", 404],
])("%s is answered with %d", async (where, status) => {
  const { url } = await start(() => lines());
  expect((await fetch(url + where, authorized)).status).toBe(status);
});

test("the cluster's refusal is passed on", async () => {
  const { url } = await start(() => {
    throw Object.assign(new Error('container "app" is waiting to start'), { status: 400 });
  });
  const answer = await fetch(url + path, authorized);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("waiting to start");
});

test("a reader that leaves ends the stream at the cluster", async () => {
  let ended = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const { url } = await start(async function* (_target, _request, signal) {
    signal.addEventListener("abort", ended);
    yield "first";
    await left;
  });
  const reader = new AbortController();
  const answer = await fetch(url + path, { ...authorized, signal: reader.signal });
  await answer.body?.getReader().read();
  reader.abort();
  await left;
});

test("many open logs are no leak: node warns of nothing", async () => {
  async function* endless(signal: AbortSignal): AsyncGenerator<string> {
    yield "one";
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.name);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const { url, stop } = await start((_target, _log, signal) => endless(signal));
  const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(url + path, authorized)));
  stop.abort();
  await Promise.all(answers.map((answer) => answer.text()));
  expect(warnings).toEqual([]);
});
