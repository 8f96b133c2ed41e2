import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { MetricsNow, MetricsView } from "@/contracts/metrics";
import { expect, test } from "@/e2e/support/test";

const service = "promotion-campaign-web";
const where = `/s/${service}/production`;
const api = `/metrics/${service}/production`;
/** A burst that begins just before a sample is seen whole by the next one, 15 s later; the page looks every 5 s. */
const burstSeenWithin = 45_000;

/** Where the sandbox's Prometheus of a cluster is; it says so when it is ready. */
function prometheusOf(cluster: string): string {
  const log = readFileSync(join(process.env["SWITCHYARD_E2E_DATA"] ?? "", "logs", "sandbox.log"), "utf8");
  const line = log.split("\n").findLast((one) => one.includes('"ready":true')) ?? "";
  const ready = JSON.parse(line.slice(line.indexOf("{"))) as {
    clusters: { name: string; prometheus: string }[];
  };
  return ready.clusters.find(({ name }) => name === cluster)?.prometheus ?? "";
}

/** Requests per second as the overview says them; 0 while it says none. */
const told = async (page: Page): Promise<number> => {
  const words = await page
    .getByText(/requests\/s through the ingress/)
    .textContent({ timeout: 1_000 })
    .catch(() => null);
  return Number(/^([\d.,]+) requests/.exec(words ?? "")?.[1]?.replaceAll(",", "") ?? 0);
};

test("a burst shows with the next samples on the overview, then in the chart's table and in the API", async ({
  page,
  signIn,
  as,
  cluster,
}) => {
  await signIn("promotion-oncall-1");
  await page.goto(where);
  await expect.poll(() => told(page), { timeout: 30_000 }).toBeGreaterThan(0);
  const before = await told(page);
  const traffic = (factor: number) =>
    cluster("prod-1").send("PUT", "/sandbox/v1/traffic", { service, factor, seconds: 180 });
  await traffic(10);
  try {
    await expect.poll(() => told(page), { timeout: burstSeenWithin }).toBeGreaterThan(before * 3);
    await page.getByRole("link", { name: "All figures" }).click();
    await page.getByRole("radio", { name: "1 h" }).click();
    await page.getByRole("button", { name: "Show as table: Requests/s by color" }).click();
    const cells = page.getByRole("region", { name: "Requests/s by color, as a table" }).getByRole("cell");
    const most = async () =>
      Math.max(
        ...(await cells.allTextContents()).map((text) => Number.parseFloat(text.replaceAll(",", "")) || 0),
      );
    await expect.poll(most, { timeout: burstSeenWithin }).toBeGreaterThan(before * 3);
    const { body } = await as("promotion-oncall-1").get<MetricsView>(api);
    expect(body.figures?.peak).toBeGreaterThan(before * 3);
  } finally {
    await traffic(1);
  }
});

test("the API and a pasted query give the same numbers", async ({ as, request }) => {
  const person = as("promotion-oncall-1");
  const to = new Date(Date.now() - 60_000).toISOString();
  const ask = async () => (await person.get<MetricsView>(`${api}?to=${to}`)).body;
  // A busy machine may take longer than a question may; it is asked about again.
  await expect.poll(async () => (await ask()).faults, { timeout: 60_000 }).toEqual([]);
  const body = await ask();
  const compared = body.queries.filter(({ measure }) => ["requests", "errors", "p95"].includes(measure));
  for (const { measure, text } of compared) {
    const answer = await request.get(`${prometheusOf("prod-1")}/api/v1/query_range`, {
      params: { query: text, start: body.times[0] ?? 0, end: body.times.at(-1) ?? 0, step: body.step },
    });
    const { data } = (await answer.json()) as {
      data: { result: { metric: { color: string }; values: [number, string][] }[] };
    };
    expect(data.result.length, text).toBeGreaterThan(0);
    for (const { metric, values } of data.result) {
      const ours = body.series.find((one) => one.measure === measure && one.color === metric.color)?.values;
      const theirs = new Map(values.map(([at, value]) => [at, Number(value)]));
      const expected = body.times.map((time) => theirs.get(time) ?? null);
      expect(ours, `${measure} of ${metric.color}`).toEqual(
        expected.map((value) => (value !== null && Number.isFinite(value) ? value : null)),
      );
    }
  }
  const now = await person.get<MetricsNow>(`${api}/now`);
  expect(now.body.colors.some(({ requests }) => requests !== null && requests > 0)).toBe(true);
});

test("a silent source is said, and what was read before stays", async ({ page, signIn }) => {
  await signIn("promotion-oncall-1");
  await page.goto(`${where}/metrics`);
  const chart = page.getByRole("img", { name: /^Requests\/s by color, / });
  await expect(chart).toBeVisible();
  const words = "Prometheus cannot be reached.";
  await page.route("**/api/v1/metrics/**", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as MetricsView;
    const faults = [{ measure: null, code: "unreachable", words }];
    await route.fulfill({ response: answer, json: { ...body, series: [], figures: null, faults } });
  });
  await expect(page.getByText(words)).toBeVisible({ timeout: 30_000 });
  await expect(chart).toBeVisible();
});
