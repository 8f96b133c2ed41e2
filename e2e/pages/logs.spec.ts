import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@/e2e/support/test";

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const where = "/s/points-balance-api/production";

test("the lines of all pods stand in one log by time, searched by text and by pattern", async ({
  page,
  signIn,
}) => {
  await signIn("points-oncall-1");
  await page.goto(where);
  await page.getByRole("link", { name: "Logs", exact: true }).click();
  const log = page.getByRole("log", { name: "Log of points-balance-api in production" });
  const rows = log.locator(".log-row");
  await expect(rows.first()).toBeVisible();
  await expect(page.getByText(/^following, /)).toBeVisible();
  await expect
    .poll(async () => new Set(await rows.locator(".log-pod").allTextContents()).size)
    .toBeGreaterThan(1);
  const times = await rows
    .locator("time")
    .evaluateAll((all) => all.map((each) => each.getAttribute("datetime") ?? ""));
  expect(times).toEqual([...times].sort());

  const search = page.getByRole("searchbox", { name: "Search the lines" });
  await search.fill("no line says this");
  await expect(rows).toHaveCount(0);
  await expect(page.getByText(/following, 0 of [\d,]+ lines/)).toBeVisible();
  await search.fill("(");
  await page.getByRole("checkbox", { name: "Pattern" }).check();
  await expect(page.getByRole("region", { name: "Log" }).getByRole("alert")).toContainText(
    "Invalid regular expression",
  );
  await expect(search).toHaveValue("(");
  await search.fill("[a-z]");
  await expect(rows.first().locator("mark").first()).toHaveText(/^[a-z]/i);
  await expect(page).toHaveURL(/re=true/);
});

test("the search moves from hit to hit and stops following", async ({ page, signIn }) => {
  await signIn("points-oncall-1");
  await page.goto(`${where}/logs?q=%5Ba-z%5D&re=true`);
  const log = page.getByRole("log");
  const current = log.locator("[aria-current]");
  const hits = page.getByRole("group", { name: "Hits" });
  await expect(hits).toContainText(/^[\d,]+ hits/);
  const search = page.getByRole("searchbox", { name: "Search the lines" });
  await search.press("Enter");
  await expect(hits).toContainText(/^1 of [\d,]+/);
  await expect(current).toBeInViewport();
  await expect(page.getByRole("button", { name: /Follow again|new lines?/ })).toBeVisible();
  await search.press("Enter");
  await log.focus();
  await page.keyboard.press("n");
  await expect(hits).toContainText(/^3 of /);
  await page.keyboard.press("Shift+N");
  await expect(hits).toContainText(/^2 of /);
  await page.getByRole("button", { name: "Next hit" }).click();
  await expect(hits).toContainText(/^3 of /);
  await page.getByRole("checkbox", { name: "Only hits" }).press("Space");
  await expect(current).toBeInViewport();
  await expect(page).toHaveURL(/all=true/);
});

test("a pattern that would take for ever is refused, and the page goes on", async ({ page, signIn }) => {
  await signIn("points-oncall-1");
  await page.goto(`${where}/logs?re=true&q=%5Ba-z%5D`);
  const rows = page.getByRole("log").locator(".log-row");
  await expect(rows.first().locator("mark").first()).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search the lines" });
  await search.fill("(.+)+\u00ac");
  const problem = page.getByRole("region", { name: "Log" }).getByRole("alert");
  await expect(problem).toHaveText("This pattern takes too long. Make it simpler.");
  await expect(search).toHaveValue("(.+)+\u00ac");
  await expect(rows.first()).toBeVisible();
  await search.fill("[a-z]+");
  await expect(problem).toHaveCount(0);
  await expect(rows.first().locator("mark").first()).toBeVisible();
});

test("scrolling up stops following and counts what comes; one button goes on", async ({ page, signIn }) => {
  await signIn("points-oncall-1");
  await page.goto(`${where}/logs`);
  const log = page.getByRole("log");
  await expect(log.locator(".log-row").first()).toBeVisible();
  const left = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  await expect.poll(left).toBeLessThan(24);
  await expect(page.getByRole("button", { name: /Follow again|new lines?/ })).toHaveCount(0);
  await log.evaluate((box) => box.scrollTo(0, 0));
  await page.getByRole("button", { name: /Follow again|new lines?/ }).click();
  await expect.poll(left).toBeLessThan(24);
});

test("a pod that is deleted while it is read leaves its lines and says so; its last lines stay readable", async ({
  page,
  signIn,
  cluster,
}) => {
  await signIn("points-oncall-1");
  await page.goto(`${where}/logs`);
  const log = page.getByRole("log");
  await expect(log.locator(".log-row").first()).toBeVisible();
  const option = page.getByRole("combobox", { name: "Pod" }).locator("option").nth(1);
  const name = (await option.getAttribute("value")) ?? "";
  await page.goto(`${where}/logs?pod=${name}`);
  await expect(log.locator(".log-row").first()).toBeVisible();
  await cluster("prod-1").send("DELETE", `/api/v1/namespaces/points-prod/pods/${name}`);
  await expect(log.locator(".log-remark").filter({ hasText: `${name} is gone` })).toBeVisible({
    timeout: 60_000,
  });
  await expect(log.locator(".log-row").first()).toBeVisible();
  await page.getByRole("link", { name: "Its last lines" }).click();
  await expect(page.getByRole("combobox", { name: "Which run" })).toHaveValue("kept");
  await expect(log.locator(".log-row").last()).toContainText("SIGTERM received, draining connections", {
    timeout: 60_000,
  });
  await expect(log.locator(".log-remark").last()).toContainText(
    `${name}, app ended when its pod was deleted: Error, exit 143.`,
  );
  await page.getByRole("searchbox", { name: "Search the lines" }).fill("sigterm");
  await expect(log.locator(".log-row")).toHaveCount(1);
  await expect(page.getByText(/^last lines of what crashed or was deleted, kept 14 days/)).toBeVisible();
  await page.goto(`${where}/pods`);
  const kept = page.getByRole("region", { name: "Crashed and deleted" });
  const row = kept.getByRole("listitem").filter({ hasText: name.slice(-5) });
  await expect(row.getByRole("img", { name: "deleted" })).toBeVisible();
  await expect(row.getByRole("link", { name: /^\d+ lines?$/ })).toHaveAttribute("href", new RegExp(name));
  await page.goto(`${where}/logs?pod=${name}&run=kept`);
  await page.getByRole("combobox", { name: "Pod" }).selectOption({ index: 0 });
  await page.getByRole("combobox", { name: "Which run" }).selectOption("Runs now");
  await expect(page.getByText(/^following, /)).toBeVisible();
  await expect(log.locator(".log-row").first()).toBeVisible();
});

test("the container that is read stands in the address; without it the service's own is read", async ({
  page,
  signIn,
}) => {
  await signIn("points-oncall-1");
  await page.goto(`${where}/logs?container=app`);
  const rows = page.getByRole("log").locator(".log-row");
  await expect(rows.first()).toBeVisible();
  const choice = page.getByRole("combobox", { name: "Container" });
  await expect(choice).toHaveValue("app");
  await choice.selectOption("Main container");
  await expect(page).not.toHaveURL(/container=/);
  await expect(rows.first()).toBeVisible();
});

test("the whole log is a file; who may not read it is told who can", async ({ page, signIn, as }) => {
  const path = "/api/v1/pods/points-balance-api/production/logs";
  await signIn("points-oncall-1");
  const answer = await page.request.get(`${path}?tail=20&download=true`);
  expect(answer.headers()["content-disposition"]).toContain("points-balance-api-production.log");
  const lines = (await answer.text()).trim().split("\n");
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z points-balance-api-/);
  const later = await page.request.get(`${path}?since=${new Date(Date.now() + 60_000).toISOString()}`);
  expect(await later.text()).toBe("");
  expect((await (await page.request.get(`${path}?tail=5&container=app`)).text()).trim()).not.toBe("");
  expect((await page.request.get(`${path}?tail=5&container=proxy`)).status()).toBe(422);
  expect((await page.request.get(`${path}?since=yesterday`)).status()).toBe(422);
  const stranger = await as("payment-dev-1").get<{ code: string }>(
    "/pods/points-balance-api/production/logs",
  );
  expect(stranger).toMatchObject({ status: 403, body: { code: "forbidden" } });
});

for (const theme of ["light", "dark"] as const) {
  test(`the log is accessible and fits a phone, ${theme}`, async ({ page, signIn }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: theme });
    await signIn("points-oncall-1");
    await page.goto(`${where}/logs`);
    await expect(page.getByRole("log").locator(".log-row").first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
}
