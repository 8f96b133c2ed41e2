import type { Page } from "@playwright/test";
import type { ScalingView } from "@/contracts/scaling";
import type { Cluster } from "@/e2e/support/cluster";
import { countRequests } from "@/e2e/support/cluster-requests";
import { expect, readAccess, test } from "@/e2e/support/test";

const service = "payment-ledger-api";
const page = (environment: string) => `/s/${service}/${environment}/scaling`;
const api = (environment: string) => `/services/${service}/${environment}/scaling`;

test("reading it asks the cluster for nothing", async ({ page: browser, signIn }) => {
  await signIn("payment-dev-1");
  const counts = await countRequests("dev-1");
  await browser.goto("/services?env=dev");
  const { requests } = await counts();
  await browser.goto("/s/payment-history-api/dev/scaling");
  await expect(browser.getByRole("heading", { name: /^Bounds: / })).toBeVisible();
  expect((await counts()).requests).toEqual(requests);
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
  await expect(browser.getByRole("region", { name: "Base", exact: true })).toContainText(
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

interface Autoscalers {
  items: { metadata: { name: string }; spec: { minReplicas: number; maxReplicas: number } }[];
}
interface Pods {
  items: { status: { conditions?: { type: string; status: string }[] } }[];
}
const of = (name: string) => `labelSelector=switchyard.internal/service%3D${name}`;

/** As kubectl would tell: the minimum of each autoscaler of a service, and how many of its pods are Ready. */
async function told(cluster: Cluster, namespace: string, name: string) {
  const scalers = await cluster.get<Autoscalers>(
    `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers?${of(name)}`,
  );
  const pods = await cluster.get<Pods>(`/api/v1/namespaces/${namespace}/pods?${of(name)}`);
  const isReady = ({ status }: Pods["items"][number]) =>
    status.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") === true;
  return {
    minimums: scalers.items.map(({ spec }) => spec.minReplicas),
    ready: pods.items.filter(isReady).length,
  };
}

async function fillBase(page: Page, numbers: Record<string, string>, reason: string) {
  const form = page.getByRole("region", { name: "Change the base" });
  for (const [name, text] of Object.entries(numbers)) await form.getByRole("spinbutton", { name }).fill(text);
  await form.getByRole("textbox", { name: "Reason" }).fill(reason);
  return form;
}

test("D-014: minimum 3 on points-balance-api beta is one autoscaler with three Ready pods within 15 s", async ({
  page: browser,
  signIn,
  cluster,
}) => {
  const beta = cluster("beta-1");
  await signIn("points-dev-1");
  await browser.goto("/s/points-balance-api/beta/scaling");
  const form = await fillBase(browser, { Minimum: "3" }, "D-014 scale out");
  await expect(form.getByRole("list", { name: "With these" })).toContainText(
    "2 pods run now; minimum 3 starts 1 more at once.",
  );
  await form.getByRole("button", { name: "Change bounds" }).click();
  await expect
    .poll(() => told(beta, "points-beta", "points-balance-api"), { timeout: 15_000 })
    .toEqual({ minimums: [3], ready: 3 });
  await expect(browser.getByRole("region", { name: "Base", exact: true })).toContainText("3 pods");
  const history = browser.getByRole("region", { name: "Changes by people" });
  await expect(history).toContainText(/Minimum 2.*3.*D-014 scale out.*points-dev-1/);
});

test("production: a developer asks, nobody approves the own request, the lead approves, the cluster follows", async ({
  page: browser,
  browser: program,
  signIn,
  as,
  cluster,
}) => {
  const where = "/s/points-redeem-api/production/scaling";
  await signIn("points-dev-1");
  await browser.goto(where);
  const form = await fillBase(browser, { Minimum: "5", Maximum: "25" }, "the evening is busier");
  await expect(form.getByRole("list", { name: "With these" })).toContainText("The ceiling is 24");
  await form.getByRole("button", { name: "Ask to change bounds" }).click();
  await expect(form.getByRole("alert")).toContainText("ceiling_exceeded");
  await expect(form.getByRole("textbox", { name: "Reason" })).toHaveValue("the evening is busier");
  await form.getByRole("spinbutton", { name: "Maximum" }).fill("14");
  await form.getByRole("button", { name: "Ask to change bounds" }).click();
  const asked = browser.getByRole("region", { name: "points-dev-1 asks for other bounds" });
  await expect(asked.getByRole("button", { name: "Approve and change" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(asked.getByRole("button", { name: "Withdraw" })).toBeVisible();
  expect((await told(cluster("prod-1"), "points-prod", "points-redeem-api")).minimums).toEqual([4]);

  const second = await program.newContext();
  const lead = await second.newPage();
  await signIn("points-lead", lead);
  await lead.goto("/approvals");
  await lead
    .getByRole("list", { name: "Requests for other bounds" })
    .getByRole("link", { name: "points-redeem-api" })
    .click();
  await lead
    .getByRole("region", { name: "points-dev-1 asks for other bounds" })
    .getByRole("button", { name: "Approve and change" })
    .click();
  await expect(lead.getByRole("region", { name: "Changes by people" })).toContainText(
    "approved by points-lead",
  );
  await second.close();
  await expect
    .poll(() => told(cluster("prod-1"), "points-prod", "points-redeem-api"), { timeout: 15_000 })
    .toEqual({ minimums: [5], ready: 5 });
  const { body } = await as("points-dev-1").get<ScalingView>(
    "/services/points-redeem-api/production/scaling",
  );
  expect(body.autoscalers.flatMap(({ differences }) => differences)).toEqual([]);
});

test("who is on call raises the floor for an hour and ends it early; the base holds again", async ({
  page: browser,
  signIn,
  cluster,
}) => {
  const prod = cluster("prod-1");
  await signIn("points-oncall-1");
  await browser.goto("/s/points-earn-api/production/scaling");
  const form = browser.getByRole("region", { name: "Raise the floor for a time" });
  await form.getByRole("spinbutton", { name: "At least" }).fill("6");
  await form.getByRole("textbox", { name: "Why" }).fill("a burst of coupons");
  await form.getByRole("button", { name: "Raise the floor" }).click();
  await expect
    .poll(() => told(prod, "points-prod", "points-earn-api"), { timeout: 15_000 })
    .toEqual({ minimums: [6], ready: 6 });
  await expect(form).toContainText("At least 6 pods until");
  await expect(
    browser.getByRole("row", { name: /Minimum Raised by hand for a time.* 6 holds/ }),
  ).toBeVisible();
  await form.getByRole("textbox", { name: "Why" }).fill("the burst is over");
  await form.getByRole("button", { name: "End it now" }).click();
  await expect
    .poll(async () => (await told(prod, "points-prod", "points-earn-api")).minimums, { timeout: 15_000 })
    .toEqual([4]);
  await expect(browser.getByRole("region", { name: "Changes by people" })).toContainText("the burst is over");
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
