import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { History } from "./history";
import { evaluateRange } from "./promql/evaluate";
import { parsePromql } from "./promql/parse-promql";
import { hourMs, keepMs, type Reading, slotMs } from "./sample";
import { createSampleWriter, loadSamples } from "./sample-file";
import { allSeries } from "./series";

const START = Date.UTC(2026, 5, 1, 12);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const reading = (at: number, answered = 30): Reading => ({
  at,
  doors: [
    {
      ...{ namespace: "shop", service: "cart", color: "blue", answered, refused: 0, expired: 0 },
      ...{ latency: 0.05, cpu: 0.4, inFlight: 1 },
    },
  ],
  gauges: [{ name: "size", labels: { deployment: "cart" }, value: 3 }],
  pods: [
    {
      ...{ namespace: "shop", pod: "cart-1", container: "app", door: "shop/cart/blue" },
      ...{ cpuRequest: 0.5, memoryRequest: 1000 },
    },
  ],
});

const calm = () => ({ answered: 15, refused: 0, expired: 0, latency: 0.05, cpu: 0.2, inFlight: 1 });
const newHistory = () => new History(START, () => calm);

/** The points of the only series of an answer, as minutes after the start and values. */
function ask(history: History, query: string, range: { from: number; to: number; stepMs: number }) {
  const store = { history, open: () => undefined };
  const found = evaluateRange(() => allSeries(store), parsePromql(query), range);
  return (found[0]?.points ?? []).map(([at, value]) => [(at - START) / 60_000, Number(value.toFixed(6))]);
}

const range = { from: START, to: START + 6 * 60_000, stepMs: 60_000 };
const rate = "rate(http_requests_total[1m])";

function play(from: number, to: number, onto: (entry: Reading) => void) {
  for (let at = from; at <= to; at += slotMs) onto(reading(at));
}

it("answers the day before the first start from the usual traffic, without a step at the start", () => {
  const history = newHistory();
  play(START, START + 120_000, (entry) => history.append(entry));
  const before = { from: START - keepMs + hourMs, to: START - 60_000, stepMs: hourMs };
  const points = ask(history, rate, before);
  expect(points).toHaveLength(23);
  expect(new Set(points.map(([, value]) => value))).toEqual(new Set([1]));
  expect(ask(history, "size", before)).toHaveLength(23);
  const at = { from: START + 120_000, to: START + 120_000, stepMs: 1 };
  expect(ask(history, rate, at)).toEqual([[2, 2]]);
  expect(ask(history, "rate(container_cpu_usage_seconds_total[1m])", at)).toEqual([[2, 0.2]]);
});

it("keeps samples over a restart, and shows the time without the sandbox as a gap", () => {
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  folders.push(folder);
  const first = newHistory();
  loadSamples(folder, first, START);
  const writer = createSampleWriter(folder, (error) => {
    throw error;
  });
  play(START, START + 60_000, (entry) => writer.write(entry, first.append(entry)));
  for (const name of readdirSync(folder)) appendFileSync(join(folder, name), '{"at": 17');
  const second = newHistory();
  loadSamples(folder, second, START + 240_000);
  const again = createSampleWriter(folder, (error) => {
    throw error;
  });
  play(START + 300_000, START + 360_000, (entry) => again.write(entry, second.append(entry)));
  const third = newHistory();
  loadSamples(folder, third, START + 600_000);
  for (const history of [second, third])
    expect(ask(history, rate, range).map(([minute]) => minute)).toEqual([0, 1, 6]);
});

it("forgets what is older than a day, and counters go on", () => {
  const history = newHistory();
  play(START, START + keepMs + 3 * hourMs, (entry) => history.append(entry));
  expect(history.samples.length).toBeLessThanOrEqual((keepMs + 2 * hourMs) / slotMs);
  const end = START + keepMs + 3 * hourMs;
  const [point] = ask(history, "http_requests_total", { from: end, to: end, stepMs: 1 });
  expect(point?.[1]).toBeGreaterThan(30 * (keepMs / slotMs));
});
