import type { Page } from "@playwright/test";
import type { CampaignAnswer, CampaignDetail } from "@/contracts/campaign";
import type { CampaignPlan } from "@/contracts/campaign-plan";
import type { ServiceRow } from "@/contracts/service";
import { aPush, servingAutoscaler, wallClock } from "@/e2e/support/campaigns";
import type { Cluster } from "@/e2e/support/cluster";
import { expect, test } from "@/e2e/support/test";

const web = "promotion-campaign-web";
const coupon = "promotion-coupon-api";
const hours = 3_600_000;

/** The autoscaler of the color that serves. */
const hpaOf = (cluster: Cluster, service: string) =>
  servingAutoscaler(cluster, { namespace: "promotion-prod", service });

/** A row of the board or of the form's list, by the name of its service. */
const row = (page: Page, service: string) => page.getByRole("row", { name: new RegExp(service) });

test("Journey 5: a push is planned, confirmed, scaled up before its start, and gives everything back", async ({
  page,
  browser,
  signIn,
  as,
  cluster,
}) => {
  const prod = cluster("prod-1");
  const [owner, lead] = [as("campaign-owner"), as("promotion-lead")];
  const confirm = (slug: string, service: string) =>
    lead.post<CampaignAnswer>(`/campaigns/${slug}/targets/${service}/confirm`, {});

  const step = page.getByRole("list", { name: "Way of the campaign" }).locator("[aria-current=step]");

  // A short one goes its whole way meanwhile.
  const short = await owner.post<CampaignAnswer>("/campaigns", {
    ...aPush("Rehearsal of a quarter of a minute", "promotion-lottery-api", 6),
    startLocal: wallClock(Date.now() + 12_000, 0),
    ...{ durationSeconds: 10, leadSeconds: 8, coolDownSeconds: 2 },
  });
  expect(short.status).toBe(201);
  const rehearsal = short.body.campaign.slug;
  expect((await confirm(rehearsal, "promotion-lottery-api")).body.campaign.state).toBe("scheduled");

  await signIn("campaign-owner");
  await page.goto("/campaigns?view=list");
  for (const title of ["double day", "spring coupon", "relief drive", "night-market", "rehearsal in beta"])
    await expect(
      page
        .getByRole("main")
        .getByRole("link", { name: new RegExp(title) })
        .first(),
    ).toBeVisible();
  await page.getByRole("radio", { name: "Week" }).click();
  await expect(page.getByRole("region", { name: /^Week of/ })).toContainText("spring coupon");

  await page.getByRole("link", { name: "Plan a campaign" }).click();
  const start = page.getByLabel("Start", { exact: true });
  await expect(start).not.toHaveValue("");
  await page.getByLabel("Title", { exact: true }).fill("Official-account push: night coupon");
  await page.getByLabel("Time zone").selectOption("Asia/Taipei");
  const at = Math.ceil(Date.now() / 60_000 + 4) * 60_000;
  await start.fill(wallClock(at, 8).slice(0, 16));
  const [taipei, tokyo, utc] = [8, 9, 0].map((ahead) => wallClock(at, ahead).slice(11, 16));
  await expect(page.getByText(`${taipei} Taipei is`)).toContainText(new RegExp(`${tokyo} Tokyo.*${utc} UTC`));
  await page.getByRole("textbox", { name: "Length" }).fill("8");
  // The lead has begun when its owners confirm, so that nobody waits for it here.
  await page.getByRole("textbox", { name: "Floors hold before it" }).fill("30");
  await page.getByRole("textbox", { name: "Floors go down over" }).fill("1");
  for (const service of [web, coupon]) {
    await page.getByRole("combobox", { name: "Service to add" }).fill(service);
    await page.getByRole("combobox", { name: "Service to add" }).press("Enter");
  }
  const floor = page.getByRole("textbox", { name: `Floor of ${web}` });
  await floor.fill("80");
  await page.getByRole("textbox", { name: `Floor of ${coupon}` }).fill("20");
  const send = page.getByRole("button", { name: "Plan it and ask the owners" });
  await expect(page.getByRole("alert").filter({ hasText: "ceiling" })).toContainText("60");
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(floor).toHaveValue("80");
  await floor.fill("24");
  await expect(page.getByRole("listitem", { name: web })).toContainText(/now 4\s*24 pods/);
  await expect(page.getByRole("listitem", { name: coupon })).toContainText(/now 5\s*20 pods/);
  await expect(page.getByText(/Pool a of prod-1: 20 pods more, 10 CPU .* stay free/)).toBeVisible();

  const { body: fleet } = await owner.get<{ rows: ServiceRow[] }>("/services?env=production");
  const careless = fleet.rows
    .filter(({ pool, bounds, present }) => present && pool === "b" && (bounds?.ceiling ?? 0) > 4)
    .map(({ name, bounds }) => ({ service: name, floor: bounds?.ceiling ?? 1 }));
  const { body: refused } = await owner.post<CampaignPlan>("/campaigns/plan", {
    ...aPush("Everything at once", web, 24),
    startLocal: wallClock(Date.now() + hours, 0),
    durationSeconds: 600,
    targets: careless,
  });
  expect(refused.refusals.map(({ code }) => code)).toContain("capacity_exceeded");

  await send.click();
  await expect(page).toHaveURL(/\/campaigns\/official-account-push-night-coupon/);
  await expect(step).toHaveText("waits for owners");
  await expect(row(page, web)).toContainText("waits for promotion-lead or promotion-deputy");

  const context = await browser.newContext();
  const leads = await context.newPage();
  await signIn("promotion-lead", leads);
  await leads.goto(page.url());
  for (const [service, pods] of [
    [web, 24],
    [coupon, 20],
  ] as const) {
    await leads.getByRole("button", { name: `Confirm ${pods} pods of ${service}` }).click();
    await expect(row(leads, service)).toContainText(/promotion-lead \d+ s ago/);
  }
  await context.close();

  // The owner's page follows by itself.
  await expect(row(page, web)).toContainText("24 of 24", { timeout: 60_000 });
  await expect(row(page, coupon)).toContainText("20 of 20", { timeout: 60_000 });
  await expect(step).toHaveText("ready");
  await expect(page.getByRole("timer")).toContainText("T−0:0");
  const open = await hpaOf(prod, web);
  expect(open.spec.minReplicas).toBe(24);
  expect(open.spec.maxReplicas).toBeGreaterThanOrEqual(24);
  expect(open.metadata.annotations?.["switchyard.internal/prescale"]).toContain(
    wallClock(at + 8 * 60_000, 0).slice(0, 16),
  );

  const slug = page.url().split("/").at(-1) ?? "";
  const second = await owner.post<CampaignAnswer>("/campaigns", {
    ...aPush("A smaller one at the same time", web, 12),
    startLocal: wallClock(at, 0),
    ...{ durationSeconds: 600, leadSeconds: 3_600, coolDownSeconds: 60 },
  });
  const smaller = second.body.campaign.slug;
  await confirm(smaller, web);
  await page.goto(`/s/${web}/production/scaling`);
  await expect(page.getByRole("region", { name: "Planned" })).toContainText(/Base 4, effective 24 until/);
  await expect(page.getByRole("region", { name: "Planned" })).toContainText("floor 12");
  await page.goto("/services?env=production");
  await expect(row(page, web)).toContainText(/floor 24 until/);

  await page.goto(`/campaigns/${slug}`);
  await page.getByRole("button", { name: "Cancel campaign" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("The floors go at once");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("the push is called off");
  await dialog.getByRole("button", { name: "Cancel campaign" }).click();
  const minimum = async () => (await hpaOf(prod, web)).spec.minReplicas;
  await expect.poll(minimum, { timeout: 10_000 }).toBe(12);
  await owner.post(`/campaigns/${smaller}/cancel`, { reason: "both are called off" });
  await expect.poll(minimum, { timeout: 10_000 }).toBe(4);
  await expect
    .poll(async () => (await hpaOf(prod, web)).metadata.annotations?.["switchyard.internal/prescale"])
    .toBeUndefined();
  await expect(page.getByText("Canceled by campaign-owner")).toContainText("the push is called off");

  await expect
    .poll(async () => (await owner.get<CampaignDetail>(`/campaigns/${rehearsal}`)).body.state, {
      timeout: 60_000,
    })
    .toBe("done");
  await page.goto(`/campaigns/${rehearsal}`);
  const report = page.getByRole("region", { name: "Report" });
  await expect(report).toContainText("6 pods: promotion-lottery-api 6");
  await expect(report).toContainText(/ready \d+ s before the start/);
  await expect(report).toContainText("promotion-lead");
  const done = page.getByRole("region", { name: "What was done" });
  for (const words of ["planned", "confirmed 6 pods", "opened the window", "closed the window"])
    await expect(done).toContainText(words);
});
