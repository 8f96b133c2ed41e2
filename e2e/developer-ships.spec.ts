import { watchEndpoints } from "./support/endpoint-watch";
import { expect, test } from "./support/test";

/** Journey 1 and 2: payment-dev-1 ships payment-history-api to beta, then production; payment-lead approves. */
const service = "payment-history-api";
const version = "1.23.0-b313-8367ed9";

interface KubeService {
  spec: { selector: Record<string, string> };
}
interface Hpas {
  items: { metadata: { name: string }; spec: { minReplicas: number; scaleTargetRef: { name: string } } }[];
}

test.describe
  .serial("a developer ships payment-history-api", () => {
    let beta = "";
    let production = "";

    test("Services lists 74 rows, and what runs where", async ({ page, signIn }) => {
      await signIn("payment-dev-1");
      await expect(page.getByRole("table", { name: "Services" }).getByRole("row")).toHaveCount(75);
      await expect(page.getByText("73 of 74 in production")).toBeVisible();
      await page.getByRole("searchbox", { name: "Filter services" }).fill("history");
      await page.getByRole("radio", { name: "Matrix" }).click();
      const row = page.getByRole("row", { name: new RegExp(service) });
      await expect(row.getByText("main-b311")).toHaveCount(2);
      await expect(row.getByText("1.22.0-b309")).toHaveCount(1);
      await expect(page).toHaveURL(/q=history/);
    });

    test("a build that did not pass beta, and a branch build, are refused for production with their reason", async ({
      page,
      signIn,
      as,
    }) => {
      await signIn("payment-dev-1");
      await page.goto(`/s/${service}/production/deploy?build=${version}`);
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText(/has not succeeded in beta/i).first()).toBeVisible();
      await expect(dialog.getByRole("button", { name: "Ask for approval" })).toHaveAttribute(
        "aria-disabled",
        "true",
      );
      const api = as("payment-dev-1");
      const order = { service, environment: "production", reason: "try" };
      expect(await api.refusal("/deployments", { ...order, version })).toMatchObject({
        code: "not_succeeded_in_previous",
      });
      expect(await api.refusal("/deployments", { ...order, version: "main-b311-c732b6f" })).toMatchObject({
        code: "branch_not_allowed",
      });
    });

    test("the beta rollout moves traffic from blue to green, live on the open page, with no gap and one switch", async ({
      page,
      signIn,
      as,
      cluster,
      reaches,
    }) => {
      const watch = watchEndpoints(cluster("beta-1"));
      beta = await as("payment-dev-1").deploy({ service, environment: "beta", version });
      await signIn("payment-dev-1");
      await page.goto(`/r/${beta}`);
      await expect(page.getByRole("heading", { name: /serving|Done/ }).first()).toBeVisible({
        timeout: 150_000,
      });
      await reaches(beta, "holding", "succeeded");
      const active = await cluster("beta-1").get<KubeService>(
        `/api/v1/namespaces/payment-beta/services/${service}`,
      );
      expect(active.spec.selector["switchyard.internal/color"]).toBe("green");
      watch.stop();
      expect(watch.gaps).toEqual([]);
      expect(watch.switches.filter((line) => line.includes(service))).toEqual([
        `payment-beta/${service}: blue -> green`,
      ]);
    });

    test("the archive has nine objects and a hash that fits", async ({ as, page, signIn }) => {
      const archive = await as("payment-dev-1").get<{ verified: boolean; objects: unknown[] }>(
        `/deployments/${beta}/archive`,
      );
      expect(archive.body.verified).toBe(true);
      expect(archive.body.objects).toHaveLength(9);
      await signIn("payment-dev-1");
      await page.goto(`/history/${beta}/manifests`);
      await expect(page.getByText("checked just now")).toBeVisible();
    });

    test("after the warm time blue is gone and the rollout succeeded", async ({ cluster, reaches }) => {
      await reaches(beta, "succeeded");
      const hpas = await cluster("beta-1").get<Hpas>(
        `/apis/autoscaling/v2/namespaces/payment-beta/horizontalpodautoscalers?labelSelector=switchyard.internal/service=${service}`,
      );
      expect(hpas.items.map((hpa) => hpa.metadata.name)).toEqual([`${service}-green`]);
    });

    test("the developer asks for production and can not approve the own request", async ({
      page,
      signIn,
      as,
    }) => {
      await signIn("payment-dev-1");
      await page.goto(`/s/${service}/production/deploy?build=${version}`);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Reason" }).fill("DEMO-2402 history paging");
      await dialog.getByRole("textbox", { name: "Impact" }).fill("no schema change");
      await dialog.getByRole("button", { name: "Ask for approval" }).click();
      await page.waitForURL(/\/r\//);
      production = page.url().split("/").at(-1) ?? "";
      await expect(page.getByText(/Waits for an approver/i).first()).toBeVisible();
      const detail = await as("payment-dev-1").deployment(production);
      expect(
        await as("payment-dev-1").refusal(`/deployments/${production}/approve`, {
          planHash: detail.planHash,
          comment: "",
        }),
      ).toMatchObject({
        status: 403,
        code: "four_eyes",
      });
      for (const stranger of ["payment-dev-2", "points-lead"]) {
        expect(
          await as(stranger).refusal(`/deployments/${production}/approve`, {
            planHash: detail.planHash,
            comment: "",
          }),
        ).toMatchObject({ code: "forbidden" });
      }
      expect(
        await as("payment-lead").refusal(`/deployments/${production}/approve`, {
          planHash: "0".repeat(64),
          comment: "",
        }),
      ).toMatchObject({
        code: "stale_approval",
      });
    });

    test("the lead approves on one page that shows what will run", async ({ page, signIn, reaches }) => {
      await signIn("payment-lead");
      await page.goto("/approvals");
      await expect(page.getByRole("region", { name: "For me" }).getByRole("listitem")).toHaveCount(2);
      await page.getByRole("link", { name: service, exact: true }).first().click();
      await page.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
      const review = page.getByRole("article", { name: "Review" });
      await expect(review.getByText("1.23.0-b313-8367ed9").first()).toBeVisible();
      await expect(review.getByText(/succeeded in beta/).first()).toBeVisible();
      await review.getByRole("textbox").fill("looks right");
      await review.getByRole("button", { name: /^Approve/ }).click();
      await reaches(production, "awaiting_promotion");
    });

    test("the developer switches traffic, and can switch back", async ({
      page,
      signIn,
      cluster,
      reaches,
    }) => {
      const watch = watchEndpoints(cluster("prod-1"));
      await signIn("payment-dev-1");
      await page.goto(`/r/${production}`);
      await page.getByRole("button", { name: "Switch to blue" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Switch to blue" }).click();
      await reaches(production, "verifying", "holding");
      await expect(page.getByText("All traffic goes to blue")).toBeVisible();
      await reaches(production, "holding");
      const hpas = await cluster("prod-1").get<Hpas>(
        `/apis/autoscaling/v2/namespaces/payment-prod/horizontalpodautoscalers?labelSelector=switchyard.internal/service=${service}`,
      );
      expect(hpas.items.map((hpa) => hpa.spec.scaleTargetRef.name).sort()).toEqual([
        `${service}-blue`,
        `${service}-green`,
      ]);
      await page.getByRole("button", { name: "Switch back to green" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Switch back to green" }).click();
      await page.waitForURL((url) => !url.pathname.endsWith(production));
      await expect(page.getByText("All traffic goes to green")).toBeVisible({ timeout: 60_000 });
      watch.stop();
      expect(watch.gaps).toEqual([]);
      expect(watch.switches.filter((line) => line.includes(service))).toEqual([
        `payment-prod/${service}: green -> blue`,
        `payment-prod/${service}: blue -> green`,
      ]);
    });

    test("history names who asked and who approved", async ({ page, signIn }) => {
      await signIn("payment-dev-1");
      await page.goto(`/history?service=${service}`);
      await expect(page.getByRole("table", { name: "History" }).getByRole("row").nth(1)).toContainText(
        service,
      );
      await page.goto(`/r/${production}`);
      await expect(page.getByRole("main").getByText(/approved by payment-lead/)).toBeVisible();
    });
  });

test("a rejection needs a comment, then ends the request and applies nothing", async ({
  page,
  signIn,
  as,
}) => {
  await signIn("payment-lead");
  await page.goto("/approvals");
  await page.getByRole("link", { name: "payment-refund-api", exact: true }).click();
  await page.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  const review = page.getByRole("article", { name: "Review" });
  await review.getByRole("button", { name: "Reject, with reason" }).click();
  await expect(review.getByRole("alert")).toContainText("needs a reason");
  await review.getByRole("textbox").fill("rounding is not covered by a test");
  await review.getByRole("button", { name: "Reject, with reason" }).click();
  await expect(page.getByText(/Rejected: payment-refund-api/)).toBeVisible();
  const newest = async () => {
    const list = await as("payment-lead").get<{ rows: { state: string }[] }>(
      "/deployments?service=payment-refund-api&state=ended",
    );
    return list.body.rows[0]?.state;
  };
  await expect.poll(newest).toBe("rejected");
});
