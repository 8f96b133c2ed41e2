import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPrometheusServer } from "./prometheus-server";

const NOW = 1_700_000_000_000;
const size = { __name__: "size", color: "blue" };
const server = createPrometheusServer(
  () => [
    {
      labels: size,
      read: (from, to) =>
        from <= NOW && NOW <= to ? { times: [NOW], values: [4] } : { times: [], values: [] },
    },
  ],
  () => NOW,
);
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function get(path: string): Promise<{ code: number; body: unknown }> {
  const response = await fetch(`${url}${path}`);
  expect(response.headers.get("content-type")).toBe("application/json");
  return { code: response.status, body: await response.json() };
}

const seconds = NOW / 1000;
const vector = { resultType: "vector", result: [{ metric: size, value: [seconds, "4"] }] };

describe("Prometheus' HTTP API", () => {
  it.each([
    { path: "/query?query=size", data: vector },
    { path: `/query?query=size&time=${seconds}`, data: vector },
    { path: `/query?query=size&time=${new Date(NOW).toISOString()}`, data: vector },
    { path: "/query?query=1/0", data: { resultType: "scalar", result: [seconds, "+Inf"] } },
    {
      path: `/query_range?query=size&start=${seconds - 60}&end=${seconds}&step=1m`,
      data: { resultType: "matrix", result: [{ metric: size, values: [[seconds, "4"]] }] },
    },
    { path: "/labels", data: ["__name__", "color"] },
    { path: "/label/color/values", data: ["blue"] },
    { path: "/label/missing/values", data: [] },
    { path: "/series?match[]=size", data: [size] },
    { path: '/series?match[]={color="red"}', data: [] },
  ])("answers $path", async ({ path, data }) => {
    expect(await get(path)).toEqual({ code: 200, body: { status: "success", data } });
  });

  it("takes the same by POST", async () => {
    const response = await fetch(`${url}/query`, {
      method: "POST",
      body: new URLSearchParams({ query: "size" }),
    });
    expect(await response.json()).toEqual({ status: "success", data: vector });
  });

  it.each([
    { path: "/query", code: 400, type: "bad_data", says: 'invalid parameter "query"' },
    { path: "/query?query=topk(1,size)", code: 400, type: "bad_data", says: "topk is not supported" },
    { path: "/query?query=size&time=soon", code: 400, type: "bad_data", says: 'invalid parameter "time"' },
    { path: "/query?query=size&time=99999999999999999999", code: 400, type: "bad_data", says: '"time"' },
    { path: "/query_range?query=size&end=1&step=1", code: 400, type: "bad_data", says: '"start"' },
    { path: "/query_range?query=size&start=2&end=1&step=1", code: 400, type: "bad_data", says: '"end"' },
    {
      path: "/query_range?query=size&start=1&end=2&step=0",
      code: 400,
      type: "bad_data",
      says: "zero or negative",
    },
    { path: "/query_range?query=size&start=1&end=2&step=-5", code: 400, type: "bad_data", says: '"step"' },
    { path: "/query_range?query=size&start=1&end=2", code: 400, type: "bad_data", says: '"step"' },
    { path: "/query_range?query=size&start=0&end=11001&step=1", code: 400, type: "bad_data", says: "11,000" },
    { path: "/series", code: 400, type: "bad_data", says: "no match[]" },
    { path: "/series?match[]=sum(size)", code: 400, type: "bad_data", says: "a series selector is expected" },
    { path: "/label/a-b/values", code: 400, type: "bad_data", says: "invalid label name" },
    { path: "/rules", code: 404, type: "not_found", says: "/api/v1/rules" },
  ])("refuses $path with $code", async ({ path, code, type, says }) => {
    const { code: found, body } = await get(path);
    expect(found).toBe(code);
    expect(body).toEqual({ status: "error", errorType: type, error: expect.stringContaining(says) });
  });

  it("refuses other methods and a body that is too large", async () => {
    expect((await fetch(`${url}/query`, { method: "DELETE" })).status).toBe(405);
    const body = `query=${"a".repeat(70_000)}`;
    expect((await fetch(`${url}/query`, { method: "POST", body })).status).toBe(413);
  });
});
