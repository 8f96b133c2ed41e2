import AxeBuilder from "@axe-core/playwright";
import { countRequests } from "@/e2e/support/cluster-requests";
import { expect, readAccess, test } from "@/e2e/support/test";

const pages = [
  "/services?env=production",
  "/services?env=beta&view=matrix",
  "/s/payment-history-api/production",
  "/s/payment-history-api/beta/deploy",
  "/s/payment-history-api/production/config",
  "/s/payment-history-api/beta/config?view=raw",
  "/s/points-mission-api/beta/config?view=history",
  "/s/payment-history-api/production/scaling",
  "/s/payment-history-api/production/logs",
  "/s/payment-history-api/production/events",
  "/s/payment-history-api/production/metrics",
  "/rollouts",
  "/approvals",
  "/campaigns?view=week",
  "/campaigns?view=list",
  "/campaigns/oa-push-spring-coupon",
  "/campaigns/new",
  "/history",
];

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const theme of ["light", "dark"] as const) {
  test(`every page is accessible, quiet in the console and inside its policy, ${theme}`, async ({
    page,
    signIn,
    context,
  }) => {
    // Every page of the product, each searched as a whole: minutes on a machine that does something else, too.
    test.slow();
    const wrong: string[] = [];
    page.on("console", (message) => (message.type() === "error" ? wrong.push(message.text()) : undefined));
    page.on("pageerror", (error) => wrong.push(error.message));
    await signIn("payment-lead");
    await context.addCookies([{ name: "theme", value: theme, url: readAccess().url }]);
    for (const path of pages) {
      await page.goto(path);
      await expect(page.locator("#main")).toBeAttached();
      await expect(page.getByRole("status", { name: /Loading|Rendering/ })).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(wrong).toEqual([]);
  });
}

test("the API reference is accessible, and every operation of the document stands in it", async ({
  page,
  signIn,
  as,
}) => {
  await signIn("payment-dev-1");
  await page.goto("/docs/api");
  const document = await as("payment-dev-1").get<{ paths: Record<string, object> }>("/openapi.json");
  const operations = Object.values(document.body.paths).flatMap((methods) => Object.keys(methods));
  await expect(page.getByRole("article")).toHaveCount(operations.length);
  const { violations } = await new AxeBuilder({ page }).include("#main").withTags(levels).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test("a service that does not exist is answered with the names that are near", async ({ page, signIn }) => {
  await signIn("payment-dev-1");
  await page.goto("/s/payment-chekout-web/production");
  await expect(page.getByRole("heading", { name: "No service named payment-chekout-web" })).toBeVisible();
  await page.getByRole("link", { name: "payment-checkout-web" }).click();
  await expect(page).toHaveURL(/payment-checkout-web\/production/);
});

test("opening pages asks the cluster for nothing, and opens no watch", async ({ page, signIn }) => {
  await signIn("payment-dev-1");
  // No deployment is under way in dev-1, so nothing else asks it for anything meanwhile.
  const counts = await countRequests("dev-1");
  await page.goto("/services?env=dev");
  const before = await counts();
  for (const path of [
    "/services?env=dev&view=matrix",
    "/s/payment-history-api/dev",
    "/s/payment-history-api/dev/deploy",
    "/s/payment-history-api/dev/scaling",
    "/s/payment-history-api/dev/metrics",
    "/rollouts",
    "/history",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("status", { name: /Loading|Rendering/ })).toHaveCount(0);
  }
  expect(await counts()).toEqual(before);
});

test("a pod deleted with kubectl leaves the open page without a reload", async ({
  page,
  signIn,
  cluster,
}) => {
  await signIn("payment-dev-1");
  await page.goto("/s/payment-ledger-api/production");
  const pod = page.locator("#main [data-pod]").first();
  const name = (await pod.getAttribute("data-pod")) ?? "";
  await cluster("prod-1").send("DELETE", `/api/v1/namespaces/payment-prod/pods/${name}`);
  await expect(page.locator(`#main [data-pod="${name}"]`)).toContainText("ending");
  await expect(page.locator(`#main [data-pod="${name}"]`)).toHaveCount(0, { timeout: 60_000 });
});

test("the log of a pod opens from its row and follows", async ({ page, signIn }) => {
  await signIn("payment-dev-1");
  await page.goto("/s/payment-ledger-api/production");
  const name = (await page.locator("#main [data-pod]").first().getAttribute("data-pod")) ?? "";
  await page.locator(`#main [data-pod="${name}"]`).getByRole("button", { name: /menu/i }).click();
  await page.getByRole("menuitem", { name: "Read its log" }).click();
  await expect(page.getByRole("log", { name: `Log of ${name}` })).not.toBeEmpty();
  await expect(page.getByRole("main")).not.toContainText("could not be shown");
});

test("on a phone nothing overflows", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("payment-lead");
  for (const path of pages) {
    await page.goto(path);
    await expect(page.locator("#main")).toBeAttached();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("a wrong address and a wrong input are answered with a sentence", async ({ page, signIn, as }) => {
  await signIn("payment-dev-1");
  await page.goto("/s/no-such-service/production");
  await expect(page.getByRole("main")).toContainText(/no service|not found|does not exist/i);
  const api = as("payment-dev-1");
  expect(await api.refusal("/plans", { service: "payment-history-api" })).toMatchObject({
    status: 422,
    code: "invalid_input",
  });
});
