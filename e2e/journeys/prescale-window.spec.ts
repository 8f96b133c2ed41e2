import type { Page } from "@playwright/test";
import type { CampaignDetail } from "@/contracts/campaign";
import type { MetricsView } from "@/contracts/metrics";
import {
  type Autoscaler,
  aPush,
  cancelPushes,
  schedule,
  servingAutoscaler,
  wallClock,
} from "@/e2e/support/campaigns";
import { watchHpas } from "@/e2e/support/hpa-watch";
import { holdPrograms } from "@/e2e/support/programs";
import { expect, test } from "@/e2e/support/test";

/** Journey 5, what happens while a window is open. Steps as the journey numbers them. */
const namespace = "promotion-prod";
const web = "promotion-campaign-web";

/** A worker that is later than this says so. */
const punctualMs = 30_000;
const after = (at: number) =>
  expect.poll(() => Date.now(), { timeout: 90_000, intervals: [250] }).toBeGreaterThan(at);

test.afterEach(({ as }) => cancelPushes(as("campaign-owner")));

test("Journey 5, 9 and 10: a smaller window changes nothing until the larger one ends; ten times the traffic ends in no error", async ({
  page,
  signIn,
  as,
  cluster,
}) => {
  const prod = cluster("prod-1");
  const people = { owner: as("campaign-owner"), lead: as("promotion-lead") };
  const place = { namespace, service: web };
  const minimum = async () => (await servingAutoscaler(prod, place)).spec.minReplicas;
  const now = Date.now();
  const times = { durationSeconds: 600, leadSeconds: 3_600, coolDownSeconds: 0 };
  const slug = await schedule(people, {
    ...aPush("Coupon night", web, 24),
    targets: [{ service: web, floor: 24, max: 40 }],
    ...{ startLocal: wallClock(now + 10_000, 0), ...times },
  });
  const smaller = await schedule(people, {
    ...aPush("A smaller one beside it", web, 12),
    ...{ startLocal: wallClock(now + 300_000, 0), ...times },
  });
  const ready = async () => (await people.owner.get<CampaignDetail>(`/campaigns/${slug}`)).body;
  // Pods of an earlier window may still be there, so the floor is waited for, and then its pods.
  await expect.poll(minimum, { timeout: 30_000 }).toBe(24);
  await expect.poll(async () => (await ready()).board[0]?.ready, { timeout: 60_000 }).toBe(24);

  // 10: the same burst on a service without a window beside it.
  const bare = "promotion-landing-web";
  const traffic = (service: string, factor: number) =>
    prod.send("PUT", "/sandbox/v1/traffic", { service, factor, seconds: 120 });
  const peak = async (service: string, from: number) => {
    const range = `from=${new Date(from).toISOString()}&step=5&measures=requests,errors`;
    const { body } = await people.owner.get<MetricsView>(`/metrics/${service}/production?${range}`);
    return { perSecond: body.figures?.peak ?? 0, errorShare: body.figures?.errorShare };
  };
  const usual = async () => (await peak(web, now)).perSecond;
  await expect.poll(usual, { timeout: 45_000 }).toBeGreaterThan(0);
  const before = await usual();
  const began = Date.now();
  await Promise.all([traffic(web, 10), traffic(bare, 10)]);
  try {
    const carried = async () => (await peak(web, began)).perSecond;
    await expect.poll(carried, { timeout: 60_000 }).toBeGreaterThan(before * 5);
    expect((await peak(bare, began)).errorShare).toBeGreaterThan(0);
    expect((await peak(web, began)).errorShare).toBe(0);
    const { spec } = await prod.get<{ spec: { replicas: number } }>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/${(await servingAutoscaler(prod, place)).metadata.name}`,
    );
    expect(spec.replicas).toBeGreaterThanOrEqual(24);
    expect(spec.replicas).toBeLessThanOrEqual(40);
  } finally {
    await Promise.all([traffic(web, 1), traffic(bare, 1)]);
  }

  // 9: the larger window ends, the smaller one is open.
  expect(await minimum()).toBe(24);
  await signIn("campaign-owner");
  await page.goto(`/campaigns/${slug}`);
  await page.getByRole("button", { name: "End window now" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("everybody has their coupon");
  await dialog.getByRole("button", { name: "End window now" }).click();
  await expect.poll(minimum, { timeout: 10_000 }).toBe(12);
  await people.owner.post(`/campaigns/${smaller}/cancel`, { reason: "it is over" });
  await expect.poll(minimum, { timeout: 10_000 }).toBe(4);
});

test("Journey 5, 13: the portal is stopped: the floor stayed and goes down in steps; what began meanwhile is applied at once and marked late", async ({
  page,
  signIn,
  as,
  cluster,
}) => {
  const [ending, beginning] = ["promotion-lottery-api", "promotion-push-api"];
  const prod = cluster("prod-1");
  const people = { owner: as("campaign-owner"), lead: as("promotion-lead") };
  const bounds = async (service: string) =>
    (await servingAutoscaler(prod, { namespace, service })).spec.minReplicas;
  const now = Date.now();
  const ends = now + 24_000;
  const leads = now + 30_000;
  const first = await schedule(people, {
    ...aPush("Ends while nobody looks", ending, 12),
    startLocal: wallClock(now + 4_000, 0),
    ...{ durationSeconds: 20, leadSeconds: 60, coolDownSeconds: 12 },
  });
  const second = await schedule(people, {
    ...aPush("Begins while nobody looks", beginning, 8),
    startLocal: wallClock(leads + 20_000, 0),
    ...{ durationSeconds: 300, leadSeconds: 20, coolDownSeconds: 5 },
  });
  await expect.poll(() => bounds(ending)).toBe(12);
  const board = async (slug: string) => (await people.owner.get<CampaignDetail>(`/campaigns/${slug}`)).body;
  await expect.poll(async () => (await board(first)).readyAt).not.toBeNull();
  expect(await bounds(beginning)).toBe(3);

  const startAnew = holdPrograms("worker", "web");
  const hpas = watchHpas(prod, { namespace, service: ending });
  try {
    await after(Math.max(ends, leads) + punctualMs + 3_000);
    expect(await bounds(ending)).toBe(12);
    expect(
      (await servingAutoscaler(prod, { namespace, service: ending })).metadata.annotations,
    ).toHaveProperty(["switchyard.internal/prescale"]);
    expect(await bounds(beginning)).toBe(3);
  } finally {
    startAnew();
  }

  await expect.poll(() => bounds(beginning), { timeout: 20_000 }).toBe(8);
  await expect.poll(() => bounds(ending), { timeout: 30_000 }).toBe(4);
  hpas.stop();
  const { metadata } = await servingAutoscaler(prod, { namespace, service: ending });
  expect(metadata.annotations ?? {}).not.toHaveProperty(["switchyard.internal/prescale"]);
  const minimums = hpas.versions(metadata.name).map(({ is }) => Number(is.split("..")[0]));
  // A quarter of what it adds to the base at a time; a busy machine may be late for one of them.
  const steps = [...new Set(minimums)];
  expect(steps).toEqual([12, 10, 8, 6, 4].filter((step) => steps.includes(step)));
  expect(steps.length).toBeGreaterThan(2);

  const status = () =>
    people.owner.get("/me").then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(status, { timeout: 30_000 }).toBe(200);
  await signIn("campaign-owner");
  const main = page.getByRole("main");
  await page.goto(`/campaigns/${second}`);
  await expect(main.getByText(/Late: its floors were set \d+ min after they should have been/)).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(beginning) })).toContainText("8 of 8");
  await page.goto(`/campaigns/${first}`);
  await expect(main.getByText(/Its floors stayed \d+ min longer: no worker ran at its end/)).toBeVisible();
  await people.owner.post(`/campaigns/${second}/cancel`, { reason: "it is over" });
  await expect.poll(() => bounds(beginning), { timeout: 10_000 }).toBe(3);
});

test("Journey 5, 8: a release in the window: a lead lifts the freeze, the candidate gets the floor before the switch, and so do both autoscalers", async ({
  page,
  browser,
  signIn,
  as,
  cluster,
  reaches,
}) => {
  const prod = cluster("prod-1");
  const people = { owner: as("campaign-owner"), lead: as("promotion-lead") };
  const place = { namespace, service: web };
  const slug = await schedule(people, {
    ...aPush("Coupon night with a release", web, 24),
    ...{ freeze: true, startLocal: wallClock(Date.now() + 10_000, 0) },
    ...{ durationSeconds: 900, leadSeconds: 3_600, coolDownSeconds: 0 },
  });
  const before = await servingAutoscaler(prod, place);
  const order = {
    ...{ service: web, environment: "production", version: "1.29.0-b268-8593917" },
    ...{ reason: "DEMO-2600 the coupon page shows last year's terms" },
  };
  const developer = as("campaign-web-dev-1");
  const refused = await developer.refusal("/deployments", order);
  expect(refused).toMatchObject({ status: 409, code: "freeze_active" });
  expect(refused.detail).toContain(`leads of its services at /campaigns/${slug}`);

  const others = await browser.newContext();
  const owners = await others.newPage();
  await signIn("campaign-owner", owners);
  await owners.goto(`/campaigns/${slug}`);
  const lift = (at: Page) => at.getByRole("button", { name: "Lift the freeze" });
  await expect(lift(owners)).toHaveAttribute("aria-disabled", "true");
  await signIn("promotion-lead");
  await page.goto(`/campaigns/${slug}`);
  await lift(page).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("The floors stay");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("the terms have to be right tonight");
  await dialog.getByRole("button", { name: "Lift the freeze" }).click();
  await expect(page.getByText("lifted by promotion-lead: releases go on")).toBeVisible();
  await expect(lift(owners)).toHaveCount(0);
  await others.close();
  await expect(page.getByRole("region", { name: "What was done" })).toContainText(
    "the terms have to be right tonight",
  );

  const hpas = watchHpas(prod, place);
  const id = await developer.deploy(order);
  const { planHash } = await developer.deployment(id);
  expect(
    (await people.lead.post(`/deployments/${id}/approve`, { planHash, comment: "four eyes" })).status,
  ).toBe(200);
  await reaches(id, "awaiting_promotion");
  const ready = async () =>
    (await people.owner.get<CampaignDetail>(`/campaigns/${slug}`)).body.board[0]?.ready;
  await expect.poll(ready).toBe(24);
  expect((await developer.post(`/deployments/${id}/promote`, {})).status).toBe(200);
  await reaches(id, "holding", "succeeded");
  hpas.stop();
  const { serving } = await developer.deployment(id);
  const after = await servingAutoscaler(prod, place);
  expect(after.metadata.name).toBe(`${web}-${serving}`);
  expect(after.metadata.name).not.toBe(before.metadata.name);
  for (const { metadata } of [before, after] satisfies Autoscaler[])
    expect(hpas.boundsAtSwitch(metadata.name)?.min, metadata.name).toBeGreaterThanOrEqual(24);
  expect((await developer.deployment(id)).need).toBeGreaterThanOrEqual(24);
  const { spec } = await prod.get<{ spec: { replicas: number } }>(
    `/apis/apps/v1/namespaces/${namespace}/deployments/${after.metadata.name}`,
  );
  expect(spec.replicas).toBeGreaterThanOrEqual(24);
  expect(after.spec.minReplicas).toBeGreaterThanOrEqual(24);

  await people.owner.post(`/campaigns/${slug}/cancel`, { reason: "it is over" });
  await expect
    .poll(async () => (await servingAutoscaler(prod, place)).spec.minReplicas, { timeout: 10_000 })
    .toBe(4);
});
