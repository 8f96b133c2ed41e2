import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { metricsNowSchema, metricsViewSchema, podUsageSchema } from "@/contracts/metrics";
import { createPrometheusMetrics } from "@/server/adapters/prometheus/prometheus-metrics";
import { timesOf } from "@/server/domain/metrics/window";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { prometheusServer } from "@/server/testing/prometheus-server";
import { silentMetrics } from "@/server/testing/silent-metrics";

const place = { service: "payment-history-api", environment: "production" };

describe("figures of a service", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  beforeEach(() => {
    world.figures.from = silentMetrics;
  });
  const get = async (query: object = {}, where = place) =>
    metricsViewSchema.parse(
      await world.operations.metrics.get(await world.actor("payment-dev-1"), { ...where, ...query }),
    );

  test("carry source, peak and the newest sample of what the source said", async () => {
    world.figures.from = {
      ...silentMetrics,
      source: (cluster) => `prometheus of ${cluster}`,
      range: async (target, window) => {
        expect(target).toEqual({
          ...{ cluster: "prod-1", namespace: "payment-prod", service: place.service, colored: true },
        });
        const values = timesOf(window).map((_, index, all) => (index < all.length - 2 ? index : null));
        return {
          series: [{ measure: "requests", color: "blue", unit: "perSecond", values }],
          faults: [{ measure: "p95", code: "refused", words: "No." }],
        };
      },
    };
    const view = await get();
    expect(view).toMatchObject({ source: "prometheus of prod-1", step: 15, faults: [{ measure: "p95" }] });
    const newest = new Date((view.times.at(-3) ?? 0) * 1000).toISOString();
    expect(view.asOf).toBe(newest);
    expect(view.figures).toMatchObject({ peak: view.times.length - 3, at: newest, perPod: null });
  });

  test("are the numbers that Prometheus gives to whoever pastes the query", async () => {
    const { url } = await prometheusServer(({ query }) => [
      {
        metric: query.includes("sum by (color)") ? { color: "blue" } : {},
        at: (time) => (time % 900) / query.length,
      },
    ]);
    world.figures.from = createPrometheusMetrics({ sources: { "prod-1": { url } }, now: Date.now });
    const view = await get();
    expect(view.queries.length).toBeGreaterThan(8);
    for (const { measure, color, text } of view.queries) {
      const params = new URLSearchParams({
        ...{ query: text, step: String(view.step) },
        ...{ start: String(view.times[0]), end: String(view.times.at(-1)) },
      });
      const pasted = (await (await fetch(`${url}/api/v1/query_range?${params}`)).json()) as {
        data: { result: { values: [number, string][] }[] };
      };
      const shown = view.series.find(
        (one) => one.measure === measure && (color === null || one.color === color),
      );
      expect(shown?.values, measure).toEqual(pasted.data.result[0]?.values.map(([, value]) => Number(value)));
    }
  });

  test("only what is asked for is asked of the source", async () => {
    const seen: string[] = [];
    const { url } = await prometheusServer(({ query }) => {
      seen.push(query);
      return [{ metric: {}, at: () => 1 }];
    });
    world.figures.from = createPrometheusMetrics({ sources: { "prod-1": { url } }, now: Date.now });
    const view = await get({ measures: "ready,cpu" });
    expect(new Set(view.series.map(({ measure }) => measure))).toEqual(new Set(["ready", "cpu"]));
    expect(seen.join()).not.toMatch(/requests_total|duration/);
  });

  test("what each pod uses is told by its name; what nobody measured stays unknown", async () => {
    const { url } = await prometheusServer(({ query }) =>
      query.includes("-green-")
        ? []
        : query.includes("cpu")
          ? [{ metric: { pod: "a" }, at: () => 0.25 }]
          : [
              { metric: { pod: "a" }, at: () => 4096 },
              { metric: { pod: "b" }, at: () => 8192 },
            ],
    );
    world.figures.from = createPrometheusMetrics({ sources: { "prod-1": { url } }, now: Date.now });
    const usage = podUsageSchema.parse(
      await world.operations.metrics.pods(await world.actor("payment-dev-1"), place),
    );
    expect(usage).toMatchObject({
      pods: [
        { pod: "a", cpu: 0.25, memory: 4096 },
        { pod: "b", cpu: null, memory: 8192 },
      ],
      faults: [],
    });
  });

  test("without a source the record and the queries are there all the same", async () => {
    const view = await get({ from: new Date(Date.now() - 30 * 86_400_000).toISOString() });
    expect(view).toMatchObject({ source: null, series: [], asOf: null, figures: null, cpuTarget: 0.6 });
    expect(view.queries[0]?.text).toContain('service="payment-history-api"');
    expect(view.markers.length).toBeGreaterThan(0);
    expect(view.markers.map(({ at }) => at)).toEqual(view.markers.map(({ at }) => at).toSorted());
    expect(view.markers.map(({ kind }) => kind)).toContain("switch");
  });

  test("a change of scaling is marked when it is made", async () => {
    await sql`insert into scaling_change (id, target_id, number, kind, state, policy_version, was, becomes, reason, requested_by, settled_at)
      select gen_random_uuid(), id, 1, 'raise', 'applied', 1, null,
        '{"value": 9, "until": "2026-11-23T13:00:00Z"}'::jsonb, 'for the campaign', 'payment-lead', now()
      from target where service = ${place.service} and environment = ${place.environment}`.execute(
      world.database,
    );
    expect((await get()).markers).toMatchObject([
      {
        kind: "scaling",
        words: "Floor raised to 9 by payment-lead",
        href: "/s/payment-history-api/production/scaling",
      },
    ]);
  });

  test.each([
    [
      "a range that ends before it begins",
      { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" },
      "from",
    ],
    ["a range of a year", { from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" }, "from"],
    ["a day each 5 seconds", { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", step: 5 }, "step"],
    ["a step of one second", { step: 1 }, "step"],
    ["a word for a time", { from: "yesterday" }, "from"],
    ["a measure that there is not", { measures: "requests,mood" }, "measures"],
  ])("%s is refused with its field", async (_words, query, path) => {
    await expect(get(query)).rejects.toMatchObject({
      refusal: { code: "invalid_input" },
      issues: [{ path }],
    });
  });

  test("a service that is not in the environment has none", async () => {
    await expect(get({}, { ...place, service: "nobody" })).rejects.toMatchObject({
      refusal: { code: "not_found" },
    });
  });

  test("now is passed on with its source", async () => {
    const colors = [{ color: "blue" as const, requests: 12, errorShare: 0, p95: null, cpu: null }];
    world.figures.from = {
      ...silentMetrics,
      source: () => "here",
      now: async () => ({ colors, faults: [] }),
    };
    const now = await world.operations.metrics.now(await world.actor("payment-dev-1"), place);
    expect(metricsNowSchema.parse(now)).toMatchObject({ source: "here", colors });
  });
});
