import AxeBuilder from "@axe-core/playwright";
import { countRequests } from "@/e2e/support/cluster-requests";
import { expect, readAccess, test } from "@/e2e/support/test";

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const crashing = "/s/points-mission-api/beta/pods";

test("the pods of both colors stand in one list; a crashed one opens with its last lines by keyboard alone", async ({
  page,
  signIn,
  as,
}) => {
  await as("points-dev-1").underWay({ service: "points-mission-api", environment: "beta" }, 331);
  await signIn("points-oncall-1");
  await page.goto("/s/points-mission-api/beta");
  await page.getByRole("link", { name: "Pods", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Pods of points-mission-api" })).toBeVisible();
  const rows = page.getByRole("table", { name: "Pods" }).locator("[data-pod]");
  const serving = rows.filter({ hasText: /ready/ }).first();
  const crashed = rows.filter({ hasText: /CrashLoopBackOff/ }).first();
  await expect(serving).toBeVisible();
  await expect(crashed).toContainText(/exit \d+/, { timeout: 60_000 });
  const colors = await rows.evaluateAll((all) => [
    ...new Set(all.map((row) => row.querySelector("svg")?.getAttribute("aria-label"))),
  ]);
  expect(colors.sort()).toEqual(["blue", "green"]);

  const name = (await crashed.getAttribute("data-pod")) ?? "";
  const opener = page.locator(`[data-pod="${name}"]`).getByRole("button").first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText(name);
  for (const words of ["Container", "Readiness", "Memory", "limit", "Last exit of", "Events"])
    await expect(drawer).toContainText(words);
  await expect(drawer.getByRole("log", { name: /Last lines of/ })).not.toBeEmpty();
  await expect(drawer.getByRole("listitem").filter({ hasText: "BackOff" }).first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`pod=${name}`));

  await drawer.getByRole("button", { name: "Read it from the cluster" }).click();
  await expect(drawer.getByRole("region", { name: `YAML of ${name}` })).toContainText("kind: Pod");

  await drawer.getByRole("button", { name: "Open log" }).click();
  await expect(page.getByRole("log", { name: `Log of ${name}` })).toBeVisible();
  await expect(drawer).toHaveCount(0);
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
});

test("one color, a word, and a filter that nothing fits", async ({ page, signIn }) => {
  await signIn("points-oncall-1");
  await page.goto(crashing);
  const rows = page.getByRole("table", { name: "Pods" }).locator("[data-pod]");
  await expect(rows.first()).toBeVisible();
  await page.getByRole("radio", { name: "Green" }).click();
  await expect(rows.locator('svg[aria-label="blue"]')).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Filter pods" }).fill("no such pod");
  await expect(page.getByText("No pod matches the filter.")).toBeVisible();
  await page.goto("/s/no-such-service/production/pods");
  await expect(page.getByRole("main")).toContainText(/no service/i);
});

test("a pod that is deleted while its drawer is open leaves the list; what was seen of it stays and says so", async ({
  page,
  signIn,
  cluster,
}) => {
  await signIn("payment-dev-1");
  await page.goto("/s/payment-ledger-api/production/pods");
  const name = (await page.locator("#main [data-pod]").first().getAttribute("data-pod")) ?? "";
  await page.locator(`#main [data-pod="${name}"]`).getByRole("button").first().click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("Readiness");
  await cluster("prod-1").send("DELETE", `/api/v1/namespaces/payment-prod/pods/${name}`);
  await expect(drawer).toContainText("This pod is gone.", { timeout: 60_000 });
  await expect(drawer).toContainText("Readiness");
  await expect(drawer.getByRole("listitem").filter({ hasText: "Killing" }).first()).toBeVisible();
  await expect(page.locator(`#main [data-pod="${name}"]`)).toHaveCount(0);
});

test("on-call ends a pod of production with a reason; a developer is told who can", async ({
  page,
  signIn,
  as,
}) => {
  const pods = "/s/payment-ledger-api/production/pods";
  await signIn("payment-dev-1");
  await page.goto(pods);
  await expect(page.getByRole("button", { name: "Restart", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.locator("#main [data-pod]").first().getByRole("button").first().click();
  const drawer = page.getByRole("dialog");
  const end = drawer.getByRole("button", { name: "End this pod" });
  await expect(end).toHaveAttribute("aria-disabled", "true");

  await signIn("payment-oncall-1");
  await page.goto(pods);
  const name = (await page.locator("#main [data-pod]").first().getAttribute("data-pod")) ?? "";
  await page.locator(`#main [data-pod="${name}"]`).getByRole("button").first().click();
  await end.click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: "End this pod" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await question.getByRole("textbox", { name: "Reason" }).fill("it answers slowly");
  await question.getByRole("button", { name: "End this pod" }).click();
  await expect(drawer).toContainText("payment-oncall-1 ended it.");
  await expect(drawer).toContainText("it answers slowly");
  await expect(page.locator(`#main [data-pod="${name}"]`)).toHaveCount(0, { timeout: 60_000 });
  const { body } = await as("auditor").get<{ rows: { action: string; summary: string }[] }>("/audit");
  expect(body.rows.find(({ action }) => action === "pod.delete")?.summary).toContain(name);
});

test("on-call goes from the overview to all events, and from a warning to its pod", async ({
  page,
  signIn,
  as,
}) => {
  await as("points-dev-1").underWay({ service: "points-mission-api", environment: "beta" }, 331);
  await signIn("points-oncall-1");
  await page.goto("/s/points-mission-api/beta");
  await page.getByRole("link", { name: "All events" }).click();
  await expect(page.getByRole("heading", { name: "Events of points-mission-api" })).toBeVisible();
  await page.getByRole("radio", { name: "Warnings" }).click();
  await page.getByRole("searchbox", { name: "Search the events" }).fill("backoff");
  await expect(page).toHaveURL(/type=Warning/);
  await expect(page).toHaveURL(/q=backoff/);
  const rows = page.getByRole("table", { name: "Events" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("BackOff", { timeout: 60_000 });
  await expect(page.getByRole("table", { name: "Events" })).not.toContainText("Pulled");
  await rows.nth(1).getByRole("link").click();
  await expect(page.getByRole("dialog")).toContainText("Readiness");
});

test("who may not read the log is told who can, and sees the rest", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/s/payment-history-api/production/pods");
  await page.locator("#main [data-pod]").first().getByRole("button").first().click();
  const button = page.getByRole("dialog").getByRole("button", { name: "Open log" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("dialog")).toContainText("Readiness");
});

test("the list and the drawer ask the cluster for nothing", async ({ page, signIn }) => {
  await signIn("payment-dev-1");
  const counts = await countRequests("dev-1");
  await page.goto("/services?env=dev");
  const before = await counts();
  await page.goto("/s/payment-history-api/dev/pods");
  await page.locator("#main [data-pod]").first().getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("Readiness");
  expect(await counts()).toEqual(before);
});

for (const theme of ["light", "dark"] as const) {
  test(`list and drawer are accessible and fit a phone, ${theme}`, async ({ page, signIn, context }) => {
    await signIn("points-oncall-1");
    await context.addCookies([{ name: "theme", value: theme, url: readAccess().url }]);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(crashing);
      const rows = page.locator("#main [data-pod]");
      await expect(rows.first()).toBeVisible();
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBeLessThanOrEqual(0);
      expect((await new AxeBuilder({ page }).withTags(levels).analyze()).violations).toEqual([]);
      await rows.first().getByRole("button").first().click();
      const drawer = page.getByRole("dialog");
      await expect(drawer).toContainText("Readiness");
      const right = async () => {
        const box = await drawer.boundingBox();
        return box && { right: box.x + box.width, isWide: box.width >= Math.min(width, 560) };
      };
      await expect.poll(right).toEqual({ right: width, isWide: true });
      await expect(page.getByRole("status", { name: /Loading/ })).toHaveCount(0);
      expect((await new AxeBuilder({ page }).withTags(levels).analyze()).violations).toEqual([]);
    }
  });
}
