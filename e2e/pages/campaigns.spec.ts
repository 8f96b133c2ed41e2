import type { CampaignAnswer, CampaignDetail } from "@/contracts/campaign";
import { aPush, schedule, wallClock } from "@/e2e/support/campaigns";
import { expect, test } from "@/e2e/support/test";

const hour = 3_600_000;
const edited = "promotion-rule-api";

test("a campaign that has not begun is edited: the form is filled, owners are asked anew, and its page shows the new floor", async ({
  page,
  signIn,
  as,
}) => {
  const slug = await schedule(
    { owner: as("campaign-owner"), lead: as("promotion-lead") },
    {
      ...aPush("Rules of the week", edited, 6),
      ...{ startLocal: wallClock(Date.now() + 6 * hour, 8), zone: "Asia/Taipei", durationSeconds: 1_800 },
    },
  );
  await signIn("campaign-owner");
  await page.goto(`/campaigns/${slug}`);
  await expect(page.getByRole("row", { name: new RegExp(edited) })).toContainText("promotion-lead");
  await page.getByRole("link", { name: "Edit", exact: true }).click();

  const form = page.getByRole("form", { name: "Edit the campaign" });
  const field = (name: string) => form.getByRole("textbox", { name, exact: true });
  await expect(field("Title")).toHaveValue("Rules of the week");
  await expect(form.getByLabel("Time zone")).toHaveValue("Asia/Taipei");
  await expect(field("Length")).toHaveValue("30");
  await expect(field(`Floor of ${edited}`)).toHaveValue("6");
  await expect(form.getByRole("list", { name: "Confirmations that are voided" })).toHaveText(
    `${edited}, confirmed by promotion-lead`,
  );
  const save = form.getByRole("button", { name: "Save and ask the owners again" });
  await expect(save).toHaveAttribute("aria-disabled", "true");

  await field(`Floor of ${edited}`).fill("8");
  await field("Length").fill("45");
  await field("Reason").fill("twice as many people");
  await save.click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/${slug}$`));
  await expect(page.getByRole("region", { name: "Launch" })).toContainText("45 min window");
  const row = page.getByRole("row", { name: new RegExp(edited) });
  await expect(row).toContainText("of 8");
  await expect(row).toContainText("waits for promotion-lead or promotion-deputy");
  await expect(page.getByRole("region", { name: "What was done" })).toContainText("twice as many people");
});

test("somebody else was faster: the text that was typed stays, both versions are seen, and the person chooses", async ({
  page,
  signIn,
  as,
}) => {
  const [mine, theirs] = [as("promotion-dev-1"), as("promotion-dev-2")];
  const service = "promotion-audience-api";
  const draft = {
    ...aPush("Rehearsal for the audience", service, 3),
    ...{ environment: "beta", startLocal: wallClock(Date.now() + 6 * hour, 0), durationSeconds: 1_800 },
  };
  const { slug } = (await mine.post<CampaignAnswer>("/campaigns", draft)).body.campaign;
  await signIn("promotion-dev-1");
  await page.goto(`/campaigns/${slug}/edit`);
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  await expect(field(`Floor of ${service}`)).toHaveValue("3");
  await field("Title").fill("Rehearsal with everybody");
  await field("Reason").fill("the name says too little");

  const faster = { ...draft, durationSeconds: 3_600, version: 1, reason: "half an hour is too short" };
  expect((await theirs.post(`/campaigns/${slug}`, faster)).status).toBe(200);
  await expect(page.getByText("promotion-dev-2 changed this campaign after you opened it.")).toBeVisible();
  await expect(page.getByRole("list", { name: "What promotion-dev-2 changed" })).toHaveText(
    /Length: 30 min became 1 h/,
  );
  await expect(field("Title")).toHaveValue("Rehearsal with everybody");
  await expect(field("Reason")).toHaveValue("the name says too little");
  const save = page.getByRole("button", { name: "Save and ask the owners again" });
  await expect(save).toHaveAttribute("aria-disabled", "true");

  await page.reload();
  await expect(field("Title")).toHaveValue("Rehearsal with everybody");
  await page.getByRole("button", { name: "Keep my text" }).click();
  await field("Length").fill("60");
  await save.click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/${slug}$`));
  await expect(page.getByRole("heading", { name: "Rehearsal with everybody", level: 1 })).toBeVisible();
  const { body } = await mine.get<CampaignDetail>(`/campaigns/${slug}`);
  expect(body).toMatchObject({ version: 3, draft: { durationSeconds: 3_600 } });
});

test("a campaign that is over is repeated as a new one, on the next such weekday, and its owners confirm anew", async ({
  page,
  signIn,
}) => {
  await signIn("campaign-owner");
  await page.goto("/campaigns/oa-push-double-day");
  const when = await page.getByRole("region", { name: "Launch" }).textContent();
  await page.getByRole("link", { name: "Repeat this campaign" }).click();
  await expect(page.getByText("on the next such weekday. Its owners confirm anew.")).toBeVisible();
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  await expect(field("Title")).toHaveValue("Official-account push: points double day");
  await expect(field("Floor of points-portal-web")).toHaveValue("12");
  await expect(field("Floor of platform-edge-gateway")).toHaveValue("16");
  const start = await page.getByLabel("Start", { exact: true }).inputValue();
  expect(Date.parse(`${start}Z`)).toBeGreaterThan(Date.now() - 24 * hour);
  await page.getByRole("button", { name: "Plan it and ask the owners" }).click();
  await expect(page).toHaveURL(/\/campaigns\/official-account-push-points-double-day/);
  await expect(
    page.getByRole("list", { name: "Way of the campaign" }).locator("[aria-current=step]"),
  ).toHaveText("waits for owners");
  await expect(page.getByRole("row", { name: /points-portal-web/ })).toContainText("waits for points-lead");
  expect(await page.getByRole("region", { name: "Launch" }).textContent()).not.toBe(when);
});
