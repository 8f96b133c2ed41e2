import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rangeQueries } from "@/server/domain/metrics/queries";
import { prometheusServer, type Told } from "@/server/testing/prometheus-server";
import { createPrometheusMetrics } from "./prometheus-metrics";

const target = { cluster: "prod-1", namespace: "pay", service: "shop", colored: true };
const window = { from: 600, to: 630, step: 15 };
const isRequests = (query: string) => query === rangeQueries(target, 15)[0]?.text;

function figures(url: string, more: { tokenFile?: string; now?: () => number } = {}) {
  const { now = () => 0, ...source } = more;
  return createPrometheusMetrics({ sources: { "prod-1": { url, ...source } }, now });
}

/** What the port says about the requests when Prometheus says this. */
async function heard(told: Told) {
  const { url } = await prometheusServer(() => told);
  return figures(url).range(target, window, ["requests"]);
}

describe("a range", () => {
  test("is asked on aligned times, and answered with gaps as gaps", async () => {
    const { url, asked } = await prometheusServer(({ query }) =>
      isRequests(query)
        ? [
            { metric: { color: "blue" }, at: (time) => (time === 615 ? undefined : time / 10) },
            { metric: { color: "green" }, at: (time) => (time === 600 ? "NaN" : "+Inf") },
          ]
        : [],
    );
    const { series, faults } = await figures(url).range(target, window);
    expect(faults).toEqual([]);
    expect(series).toEqual([
      { measure: "requests", color: "blue", unit: "perSecond", values: [60, null, 63] },
      { measure: "requests", color: "green", unit: "perSecond", values: [null, null, null] },
    ]);
    expect(asked).toHaveLength(rangeQueries(target, 15).length);
    expect(Object.fromEntries(asked[0]?.params ?? [])).toMatchObject({
      start: "600",
      end: "630",
      step: "15",
    });
  });

  test("that many look at costs one question, until it is old", async () => {
    const { url, asked } = await prometheusServer(() => []);
    const time = { now: 0 };
    const port = figures(url, { now: () => time.now });
    const look = () => port.range(target, window, ["requests"]);
    await Promise.all(Array.from({ length: 20 }, look));
    expect(asked).toHaveLength(1);
    time.now = 7_499;
    await look();
    expect(asked).toHaveLength(1);
    time.now = 7_500;
    await look();
    expect(asked).toHaveLength(2);
  });

  test.each([
    ["a fault is asked about again after 5 s", 15, 500, 5_000],
    ["figures five minutes apart are kept for a minute", 300, 200, 60_000],
  ])("%s", async (_words, step, status, kept) => {
    const body = '{"status":"success","data":{"resultType":"matrix","result":[]}}';
    const { url, asked } = await prometheusServer(
      () => (response) => response.writeHead(status).end(status === 200 ? body : "no"),
    );
    const time = { now: 0 };
    const port = figures(url, { now: () => time.now });
    for (time.now of [0, kept - 1, kept]) await port.range(target, { from: 0, to: 600, step }, ["requests"]);
    expect(asked).toHaveLength(2);
  });

  test("that takes long is not asked a second time meanwhile", async () => {
    const open: (() => void)[] = [];
    const { url, asked } = await prometheusServer(() => (response) => open.push(() => response.end("{}")));
    const time = { now: 0 };
    const port = figures(url, { now: () => time.now });
    const first = port.range(target, window, ["requests"]);
    await expect.poll(() => open.length).toBe(1);
    time.now = 9_000;
    const second = port.range(target, window, ["requests"]);
    open[0]?.();
    await Promise.all([first, second]);
    expect(asked).toHaveLength(1);
  });

  test("holds at most four questions open at one source", async () => {
    let [open, most] = [0, 0];
    const { url } = await prometheusServer(() => (response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end('{"status":"success","data":{"resultType":"matrix","result":[]}}');
      });
    });
    const port = figures(url);
    const all = Array.from({ length: 6 }, (_, index) =>
      port.range({ ...target, service: `s${index}` }, window),
    );
    expect((await Promise.all(all)).flatMap(({ faults }) => faults)).toEqual([]);
    expect(most).toBeLessThanOrEqual(4);
  });

  test("beyond two hundred that wait is told that it is busy, at once", async () => {
    const waiting: (() => void)[] = [];
    const { url } = await prometheusServer(
      () => (response) => waiting.push(() => response.writeHead(500).end("{}")),
    );
    const port = figures(url);
    const ask = (service: string) => port.range({ ...target, service }, window, ["requests"]);
    const open = Array.from({ length: 204 }, (_, index) => ask(`s${index}`));
    expect((await ask("late")).faults).toMatchObject([{ code: "busy" }]);
    await expect.poll(() => waiting.length).toBe(4);
    const done = Promise.all(open);
    const drain = setInterval(() => {
      for (const end of waiting.splice(0)) end();
    }, 1);
    await done;
    clearInterval(drain);
  });
});

describe("now", () => {
  test("is told by color, and what has no number is unknown", async () => {
    const { url, asked } = await prometheusServer(({ query }) => {
      if (query.startsWith("histogram")) return [{ metric: { color: "blue" }, at: () => 0.25 }];
      if (query.includes("cpu")) return query.includes("blue") ? [{ metric: {}, at: () => 0.46 }] : [];
      if (query.includes("5..")) return [{ metric: { color: "green" }, at: () => "NaN" }];
      return ["blue", "green"].map((color) => ({
        metric: { color },
        at: () => (color === "blue" ? 512 : 0),
      }));
    });
    const { colors, faults } = await figures(url, { now: () => 123_456 }).now(target);
    expect(faults).toEqual([]);
    expect(colors).toEqual([
      { color: "blue", requests: 512, errorShare: null, p95: 0.25, cpu: 0.46 },
      { color: "green", requests: 0, errorShare: null, p95: null, cpu: null },
    ]);
    expect(asked.map(({ path, params }) => `${path} ${params.get("time")}`)).toContain("/api/v1/query 120");
  });
});

describe("a source that does not answer as it should", () => {
  const error = JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error: x" });
  const huge = "x".repeat(1_000_000);
  test.each<[string, Told, string, RegExp]>([
    ["text that is no JSON", (response) => response.end("<html>"), "badAnswer", /not Prometheus' JSON/],
    [
      "JSON of something else",
      (response) => response.end('{"ok":true}'),
      "badAnswer",
      /not Prometheus' JSON/,
    ],
    [
      "a series without values",
      (response) =>
        response.end('{"status":"success","data":{"resultType":"matrix","result":[{"metric":{}}]}}'),
      "badAnswer",
      /not Prometheus' JSON/,
    ],
    ["nothing", (response) => response.end(), "badAnswer", /not Prometheus' JSON/],
    [
      "a refusal of the query",
      (response) => response.writeHead(400).end(error),
      "refused",
      /refused the query: parse error: x \(bad_data\)/,
    ],
    ["401", (response) => response.writeHead(401).end("no"), "refused", /\(401\).*token file/],
    [
      "a page that is not found",
      (response) => response.writeHead(404).end("no"),
      "refused",
      /404.*SWITCHYARD_PROMETHEUS/,
    ],
    [
      "a redirect",
      (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
      "unreachable",
      /cannot be reached/,
    ],
    [
      "half an answer",
      (response) =>
        void response.writeHead(200, { "content-length": "99" }).write("{", () => response.destroy()),
      "unreachable",
      /cannot be reached/,
    ],
    [
      "more than 16 MB",
      (response) => {
        for (let sent = 0; sent < 20; sent += 1) response.write(huge);
        response.end();
      },
      "badAnswer",
      /more than 16 MB/,
    ],
  ])("%s is a fault in words", async (_what, told, code, words) => {
    const { series, faults } = await heard(told);
    expect(series).toEqual([]);
    expect(faults).toEqual([{ measure: null, code, words: expect.stringMatching(words) }]);
  });

  test("a closed port is said once, not once for each measure", async () => {
    const { faults } = await figures("http://127.0.0.1:1").range(target, window);
    expect(faults).toEqual([
      { measure: null, code: "unreachable", words: expect.stringContaining("127.0.0.1:1 cannot be reached") },
    ]);
  });

  test("silence is ended, and said", async () => {
    const { url } = await prometheusServer(() => () => undefined);
    const port = createPrometheusMetrics({ sources: { "*": { url } }, now: () => 0, timeoutMs: 20 });
    const { faults } = await port.range(target, window, ["requests"]);
    expect(faults).toMatchObject([{ code: "unreachable", words: expect.stringMatching(/within 0.02 s/) }]);
  });

  test("one query that is refused hides no other figures", async () => {
    const { url } = await prometheusServer(({ query }) =>
      query.startsWith("histogram")
        ? (response) => response.writeHead(422).end(error)
        : [{ metric: { color: "blue" }, at: () => 1 }],
    );
    const { series, faults } = await figures(url).range(target, window);
    expect(faults).toMatchObject([{ measure: "p95", code: "refused" }]);
    expect(series.map(({ measure }) => measure)).toContain("requests");
  });

  test("a cluster without a source says what to set; `*` serves it", async () => {
    const { faults } = await figures("http://127.0.0.1:1").range({ ...target, cluster: "dr-1" }, window);
    expect(faults).toMatchObject([
      { measure: null, code: "notConfigured", words: expect.stringContaining("SWITCHYARD_PROMETHEUS") },
    ]);
    const { url } = await prometheusServer(() => []);
    const port = createPrometheusMetrics({ sources: { "*": { url } }, now: () => 0 });
    expect((await port.range({ ...target, cluster: "dr-1" }, window)).faults).toEqual([]);
    expect(port.source("dr-1")).toBe(new URL(url).host);
  });
});

describe("the token of a source", () => {
  const file = join(mkdtempSync(join(tmpdir(), "switchyard-token-")), "token");

  test("is read with each question and sent as a bearer", async () => {
    const { url, asked } = await prometheusServer(() => []);
    const time = { now: 0 };
    const port = figures(url, { tokenFile: file, now: () => time.now });
    for (const token of ["first", "second"]) {
      writeFileSync(file, `${token}\n`);
      await port.range(target, window, ["requests"]);
      time.now += 60_000;
    }
    expect(asked.map(({ authorization }) => authorization)).toEqual(["Bearer first", "Bearer second"]);
  });

  test("goes to no other place that a source points to", async () => {
    writeFileSync(file, "secret");
    const elsewhere = await prometheusServer(() => []);
    const { url } = await prometheusServer(
      ({ path }) =>
        (response) =>
          response.writeHead(307, { location: `${elsewhere.url}${path}` }).end(),
    );
    const { faults } = await figures(url, { tokenFile: file }).range(target, window, ["requests"]);
    expect(faults).toMatchObject([{ code: "unreachable" }]);
    expect(elsewhere.asked).toEqual([]);
  });

  test.each([
    ["a file that is not there", () => join(file, "missing")],
    [
      "a token that no header takes",
      () => {
        writeFileSync(file, "sec\nret-token");
        return file;
      },
    ],
  ])("%s is a fault that does not tell it", async (_what, prepare) => {
    const { url } = await prometheusServer(() => []);
    const { faults } = await figures(url, { tokenFile: prepare() }).range(target, window, ["requests"]);
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toMatch(/ret-token/);
  });
});
