import type { ScalingView } from "@/contracts/scaling";
import { expect, readAccess, test } from "@/e2e/support/test";

const service = "payment-ledger-api";
const page = (environment: string) => `/s/${service}/${environment}/scaling`;
const api = (environment: string) => `/services/${service}/${environment}/scaling`;

interface Counts {
  requests: { verb: string; resource: string; count: number }[];
}

test("reading it asks the cluster for nothing", async ({ page: browser, signIn, cluster }) => {
  await signIn("payment-dev-1");
  const counts = async () => {
    const { requests } = await cluster("dev-1").get<Counts>("/sandbox/v1/requests");
    return JSON.stringify(
      requests.filter(({ verb, resource }) => verb !== "watch" && resource !== "/version"),
    );
  };
  await browser.goto("/services?env=dev");
  const before = await counts();
  await browser.goto("/s/payment-history-api/dev/scaling");
  await expect(browser.getByRole("heading", { name: /^Bounds: / })).toBeVisible();
  expect(await counts()).toBe(before);
});

test("the tab shows bounds and why, the autoscaler against its target, and room in the pool", async ({
  page: browser,
  signIn,
  as,
}) => {
  await signIn("payment-dev-1");
  await browser.goto(`/s/${service}/production`);
  await browser.getByRole("link", { name: "Scaling" }).click();
  await expect(browser.getByRole("heading", { name: `Scaling of ${service}` })).toBeVisible();
  const { body: view } = await as("payment-dev-1").get<ScalingView>(api("production"));
  const { base, effective, pool } = view;
  await expect(
    browser.getByRole("heading", { name: `Bounds: ${effective?.min} to ${effective?.max}` }),
  ).toBeVisible();
  const reasons = browser.getByRole("table", { name: "Each bound and where it comes from" });
  await expect(
    reasons.getByRole("row", { name: new RegExp(`Minimum Base ${base?.min} holds`) }),
  ).toBeVisible();
  await expect(browser.getByRole("region", { name: "Base" })).toContainText(
    `${base?.targetCpuPercent} % of what the pods ask for`,
  );
  await expect(browser.getByRole("region", { name: /, serving$/ })).toContainText(
    `target ${base?.targetCpuPercent} %`,
  );
  expect(pool.nodes).toBeGreaterThan(0);
  await expect(browser.getByRole("region", { name: `Room in pool ${pool.name}` })).toContainText(
    `more of ${service}`,
  );
});

test("bounds edited with kubectl show as drift with manager and field, without a reload", async ({
  page: browser,
  signIn,
  as,
  cluster,
}) => {
  await signIn("payment-dev-1");
  await browser.goto(page("beta"));
  const changes = browser.getByRole("region", { name: "Cluster and policy" });
  await expect(changes).toContainText("No autoscaler differs");
  const { body: view } = await as("payment-dev-1").get<ScalingView>(api("beta"));
  const name = view.autoscalers[0]?.name ?? "";
  const before = view.autoscalers[0]?.max ?? 0;
  await cluster("beta-1").send(
    "PATCH",
    `/apis/autoscaling/v2/namespaces/payment-beta/horizontalpodautoscalers/${name}?fieldManager=kubectl-edit`,
    { spec: { maxReplicas: before + 7 } },
    "application/merge-patch+json",
  );
  await expect(changes).toContainText(
    `Maximum is ${before + 7} in the cluster, ${before} by the policy. Set by kubectl-edit`,
  );
  await expect(changes).toContainText("The daily look or the next deployment puts it back.");
});

test("an autoscaler that is lost comes back, and the page says that it was put right", async ({
  page: browser,
  signIn,
  as,
  cluster,
}) => {
  await signIn("payment-dev-1");
  const { body: view } = await as("payment-dev-1").get<ScalingView>(api("dev"));
  const name = view.autoscalers[0]?.name ?? "";
  await browser.goto(page("dev"));
  await cluster("dev-1").send(
    "DELETE",
    `/apis/autoscaling/v2/namespaces/payment-dev/horizontalpodautoscalers/${name}`,
  );
  await expect(browser.getByRole("region", { name: "Cluster and policy" })).toContainText(
    `Autoscaler of ${name}: created again.`,
    { timeout: 60_000 },
  );
  await expect(browser.getByText(name, { exact: true }).first()).toBeVisible();
});

test("a scheduled job, and a service that is not in the environment, say so", async ({
  page: browser,
  signIn,
  as,
}) => {
  await signIn("payment-dev-1");
  const { body } = await as("payment-dev-1").get<{
    rows: { name: string; strategy: string; present: boolean }[];
  }>("/services?env=production");
  const job = body.rows.find(({ strategy, present }) => strategy === "cron" && present)?.name;
  await browser.goto(`/s/${job}/production/scaling`);
  await expect(browser.getByRole("region", { name: "No bounds" })).toContainText(`${job} is a scheduled job`);
  const absent = body.rows.find((row) => !row.present)?.name;
  await browser.goto(`/s/${absent}/production/scaling`);
  await expect(browser.getByRole("main")).toContainText(`${absent} is not in production.`);
});

test("while the portal does not answer, what was read stays", async ({ page: browser, signIn }) => {
  await signIn("payment-dev-1");
  await browser.goto(page("production"));
  const bounds = browser.getByRole("heading", { name: /^Bounds: / });
  await expect(bounds).toBeVisible();
  const failed = browser.waitForEvent("requestfailed", (request) =>
    request.url().endsWith("/production/scaling"),
  );
  await browser.route("**/api/v1/services/**", (route) => route.abort());
  await failed;
  await expect(bounds).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`on a phone nothing overflows, ${theme}`, async ({ page: browser, signIn, context }) => {
    await browser.setViewportSize({ width: 390, height: 844 });
    await signIn("payment-lead");
    await context.addCookies([{ name: "theme", value: theme, url: readAccess().url }]);
    await browser.goto(page("production"));
    await expect(browser.getByRole("heading", { name: /^Bounds: / })).toBeVisible();
    const overflow = await browser.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
