import { describe, expect, it } from "vitest";
import type { Labels } from "@/sandbox/metrics/sample";
import { evaluateAt, evaluateRange, type SeriesList } from "./evaluate";
import { parsePromql } from "./parse-promql";
import { compilePattern } from "./pattern";

const NOW = 1_000_000_000_000;

/** A series whose samples stand every 15 s up to now; nothing in the list is a gap. */
const series = (labels: Labels, ...values: (number | undefined)[]) => {
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [{ at: NOW - (values.length - 1 - index) * 15_000, value }],
  );
  return {
    labels,
    read: (from: number, to: number) => {
      const kept = points.filter(({ at }) => at >= from && at <= to);
      return { times: kept.map(({ at }) => at), values: kept.map(({ value }) => value) };
    },
  };
};

const bucket = (le: string, last: number) => series({ __name__: "took_bucket", le }, 0, last);
const all: SeriesList = () => [
  series({ __name__: "hits", color: "blue", code: "200" }, 100, 130, 160, 190, 220),
  series({ __name__: "hits", color: "green", code: "200" }, 10, 25, 40, 55, 70),
  series({ __name__: "hits", color: "green", code: "503" }, 15, 30, 45, 0, 15),
  series({ __name__: "size", color: "blue" }, 4, 4, 4, 6, 8),
  series({ __name__: "size", color: "green" }, 2, 2, 2, 2, 2),
  series({ __name__: "gone", color: "blue" }, 7, ...Array.from({ length: 20 }, () => undefined)),
  series({ __name__: "recent", color: "blue" }, 7, ...Array.from({ length: 19 }, () => undefined)),
  ...[bucket("0.1", 50), bucket("0.5", 90), bucket("1", 100), bucket("+Inf", 100)],
];

/** The answer as `labels=value` texts, sorted. */
function ask(query: string, at = NOW): string[] {
  const value = evaluateAt(all, parsePromql(query), at);
  if (typeof value === "number") return [String(value)];
  const text = (labels: Labels) =>
    Object.entries(labels)
      .map(([name, label]) => `${name}:${label}`)
      .join(",");
  return value.map((element) => `${text(element.labels)}=${Number(element.value.toFixed(4))}`).sort();
}

describe("a query", () => {
  it.each([
    { query: "1 + 2 * 3 ^ 2", answer: ["19"] },
    { query: "-(4 - 6) % 3", answer: ["2"] },
    { query: "2 > bool 1", answer: ["1"] },
    { query: 'size{color="blue"}', answer: ["__name__:size,color:blue=8"] },
    { query: 'size{color!="blue"}', answer: ["__name__:size,color:green=2"] },
    { query: 'size{color=~"bl.*|red"}', answer: ["__name__:size,color:blue=8"] },
    { query: 'size{color!~"b.+"}', answer: ["__name__:size,color:green=2"] },
    { query: 'size{color=~"b"}', answer: [], why: "a pattern matches the whole value" },
    { query: 'size{missing=""}', answer: ["__name__:size,color:blue=8", "__name__:size,color:green=2"] },
    { query: '{__name__="size",color="green"}', answer: ["__name__:size,color:green=2"] },
    { query: "nothing", answer: [] },
    { query: "gone", answer: [], why: "a sample of 5 minutes ago is stale" },
    { query: "recent", answer: ["__name__:recent,color:blue=7"] },
    { query: "size offset 30s", answer: ["__name__:size,color:blue=4", "__name__:size,color:green=2"] },
    { query: 'rate(hits{color="blue"}[1m])', answer: ["color:blue,code:200=2"] },
    { query: 'increase(hits{color="blue"}[1m])', answer: ["color:blue,code:200=120"] },
    {
      query: 'increase(hits{code="503"}[1m])',
      answer: ["color:green,code:503=40"],
      why: "a reset is no fall",
    },
    { query: 'irate(hits{code="200",color="green"}[1m])', answer: ["color:green,code:200=1"] },
    { query: "sum(rate(hits[1m]))", answer: ["=3.6667"] },
    { query: "sum by (color) (rate(hits[1m]))", answer: ["color:blue=2", "color:green=1.6667"] },
    { query: "sum without (code) (hits)", answer: ["color:blue=220", "color:green=85"] },
    { query: "avg(size)", answer: ["=5"] },
    { query: "max(size) - min(size)", answer: ["=6"] },
    { query: "count(hits)", answer: ["=3"] },
    { query: "size * 10", answer: ["color:blue=80", "color:green=20"] },
    { query: "size > 3", answer: ["__name__:size,color:blue=8"] },
    { query: "3 < size", answer: ["__name__:size,color:blue=8"] },
    { query: "size >= bool 8", answer: ["color:blue=1", "color:green=0"] },
    { query: "size / on(color) size", answer: ["color:blue=1", "color:green=1"] },
    { query: 'size and size{color="blue"}', answer: ["__name__:size,color:blue=8"] },
    { query: 'size unless size{color="blue"}', answer: ["__name__:size,color:green=2"] },
    {
      query: 'sum by (color) (hits{code="503"}) or sum by (color) (hits) * 0',
      answer: ["color:blue=0", "color:green=15"],
    },
    { query: "avg_over_time(size[75s])", answer: ["color:blue=5.2", "color:green=2"] },
    { query: "max_over_time(size[1m])", answer: ["color:blue=8", "color:green=2"] },
    { query: "min_over_time(size[1m])", answer: ["color:blue=4", "color:green=2"] },
    { query: "histogram_quantile(0.5, took_bucket)", answer: ["=0.1"] },
    { query: "histogram_quantile(0.7, took_bucket)", answer: ["=0.3"] },
    { query: "histogram_quantile(0.95, sum by (le) (took_bucket))", answer: ["=0.75"] },
    { query: "histogram_quantile(0.9, nothing)", answer: [] },
    { query: "1 / 0", answer: ["Infinity"] },
  ])("$query is $answer", ({ query, answer }) => {
    expect(ask(query)).toEqual(answer);
  });

  it.each([
    { query: "", says: "no expression" },
    { query: "size{", says: "parse error" },
    { query: "sum(", says: "parse error" },
    { query: "topk(3, size)", says: "aggregation topk is not supported" },
    { query: 'label_replace(size, "a", "b", "c", "d")', says: "function label_replace is not supported" },
    { query: "rate(size[5m:1m])", says: "SubqueryExpr is not supported" },
    { query: "size @ 5", says: "StepInvariantExpr is not supported" },
    { query: "size * on(color) group_left() hits", says: "group_left is not supported" },
    { query: "rate(size)", says: "expected type range vector" },
    { query: "sum(size[1m])", says: "a range vector stands only in a function" },
    { query: "rate(size[0s])", says: "duration must be greater than 0" },
    { query: '{color=~".*"}', says: "at least one non-empty matcher" },
    { query: 'size{color=~"("}', says: "a group is not closed" },
    { query: 'size{color=~"(?=b)"}', says: "only (?: ) groups" },
    { query: 'size{color=~"(((a{99}){99}){99})"}', says: "too large" },
    { query: `${"(".repeat(100)}1${")".repeat(100)}`, says: "nested too deeply" },
    { query: "1 > 2", says: "BOOL" },
    { query: "size / ignoring(color) hits", says: "many-to-many" },
    { query: "x".repeat(10_001), says: "longer than 10000" },
  ])("$query is refused: $says", ({ query, says }) => {
    expect(() => ask(query)).toThrow(says);
  });

  it("over a range leaves out moments without a sample: nothing is made up", () => {
    const gap: SeriesList = () => [
      series({ __name__: "x" }, 1, 2, 3, ...Array.from({ length: 39 }, () => undefined), 9, 9),
    ];
    const range = { from: NOW - 43 * 15_000, to: NOW, stepMs: 60_000 };
    const [found] = evaluateRange(gap, parsePromql("rate(x[1m])"), range);
    expect(found?.points.map(([at]) => (at - range.from) / 60_000)).toEqual([1]);
  });
});

describe("a pattern", () => {
  it.each([
    { pattern: "a|b+", yes: ["a", "bbb"], no: ["", "ab"] },
    { pattern: "5..", yes: ["503"], no: ["50", "5033"] },
    { pattern: "x-[a-z0-9]+-[^a]", yes: ["x-a1-b"], no: ["x--b", "x-a1-a"] },
    { pattern: "(?:ab){2,3}", yes: ["abab", "ababab"], no: ["ab", "abababab"] },
    { pattern: "\\d+\\.\\w?", yes: ["12.", "1.a"], no: ["12", "a."] },
    { pattern: "^a.*z$", yes: ["az", "abcz"], no: ["abc"] },
    { pattern: "", yes: [""], no: ["a"] },
  ])("$pattern matches $yes and not $no", ({ pattern, yes, no }) => {
    const matches = compilePattern(pattern);
    expect(yes.map(matches)).toEqual(yes.map(() => true));
    expect(no.map(matches)).toEqual(no.map(() => false));
  });

  it("that makes a backtracking matcher hang is answered", () => {
    expect(compilePattern("(a+)+(a*)*b")("a".repeat(2000))).toBe(false);
  });
});
