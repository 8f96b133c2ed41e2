import { fc, test as property } from "@fast-check/vitest";
import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, test } from "vitest";
import { labelValue, literalPattern } from "./label-value";
import { type MetricsTarget, nowQueries, rangeQueries } from "./queries";

const shop: MetricsTarget = { cluster: "prod-1", namespace: "pay", service: "shop", colored: true };
const textOf = (measure: string, target = shop, step = 15) =>
  rangeQueries(target, step).find((query) => query.measure === measure)?.text;

describe("texts of queries", () => {
  test("requests are counted by color", () =>
    expect(textOf("requests")).toBe(
      'sum by (color) (rate(http_requests_total{namespace="pay",service="shop"}[60s]))',
    ));

  test("a service without errors has 0 of them where it has requests, and none where it has not", () =>
    expect(textOf("errors")).toBe(
      'sum by (color) (rate(http_requests_total{namespace="pay",service="shop",code=~"5.."}[60s])) or ' +
        'sum by (color) (rate(http_requests_total{namespace="pay",service="shop"}[60s])) * 0',
    ));

  test("a long step takes its rate over the whole step, so that no request falls between two points", () =>
    expect(textOf("requests", shop, 1800)).toContain("[1800s]"));

  test("pods are those of one color of this service, not of a service whose name goes on", () => {
    const text = textOf("cpu") ?? "";
    expect(text).toContain('pod=~"shop-blue-[a-z0-9]+-[a-z0-9]+"');
    const pattern = /pod=~"([^"]+)"/.exec(text)?.[1];
    const matches = (name: string) => new RegExp(`^(?:${pattern})$`).test(name);
    expect(
      ["shop-blue-6c9f-x2x4z", "shop-green-6c9f-x2x4z", "shop-blue-extra-6c9f-x2x4z"].map(matches),
    ).toEqual([true, false, false]);
  });

  test("a service without colors has one workload of its own name", () => {
    const plain = { ...shop, colored: false };
    expect(textOf("ready", plain)).toContain('deployment=~"shop"');
    expect(textOf("cpu", plain)).toContain('pod=~"shop-[a-z0-9]+-[a-z0-9]+"');
    expect(rangeQueries(plain, 15).filter(({ measure }) => measure === "cpu")).toHaveLength(1);
  });

  test("now is told by the last two samples", () => expect(nowQueries(shop)[0]?.text).toContain("irate("));
});

/** Places at which Prometheus' own grammar finds a mistake. */
function mistakes(text: string): number {
  let count = 0;
  parser.parse(text).iterate({
    enter: ({ type }) => {
      if (type.isError) count += 1;
    },
  });
  return count;
}

describe("the grammar of PromQL", () => {
  test.each([
    ...rangeQueries(shop, 15),
    ...rangeQueries({ ...shop, colored: false }, 60),
    ...nowQueries(shop),
  ])("takes the query of $measure", ({ text }) => expect(mistakes(text)).toBe(0));

  test("is not pleased by everything", () =>
    expect(mistakes("sum by (color (rate(x[60s]))")).toBeGreaterThan(0));

  property.prop([fc.string(), fc.string()])("takes every name", (namespace, service) => {
    const texts = rangeQueries({ ...shop, namespace, service }, 15).map(({ text }) => text);
    expect(texts.map(mistakes).filter((count) => count > 0)).toEqual([]);
  });
});

describe("values of labels", () => {
  test.each([
    ["a quote", 'a"b', 'a\\"b'],
    ["a backslash", "a\\b", "a\\\\b"],
    ["a new line", "a\nb", "a\\nb"],
    ["an attempt to leave the string", '"} or up{x="', '\\"} or up{x=\\"'],
  ])("%s stays a part of the value", (_what, value, text) => expect(labelValue(value)).toBe(text));

  /** What PromQL reads between the quotes. */
  const read = (text: string) => text.replace(/\\(.)/gs, (_, next) => (next === "n" ? "\n" : next));

  property.prop([fc.string()])("no value ends its string, and each is read as it was", (value) => {
    expect(labelValue(value)).toMatch(/^(?:[^"\\\n]|\\.)*$/);
    expect(read(labelValue(value))).toBe(value);
  });

  property.prop([fc.string(), fc.string()])("a pattern matches its own text and no other", (value, other) => {
    const pattern = new RegExp(`^(?:${read(literalPattern(value))})$`);
    expect(pattern.test(value)).toBe(true);
    expect(pattern.test(other)).toBe(other === value);
  });
});
