import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { campaignBody, campaignWorld, coupon, minute, web } from "@/server/testing/campaign-world";

describe("planning a campaign", () => {
  let scene: Awaited<ReturnType<typeof campaignWorld>>;
  beforeAll(async () => {
    scene = await campaignWorld();
  }, 90_000);
  afterAll(() => scene.close());
  beforeEach(() => scene.reset());

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });

  test("a plan says what each service gets, on several clocks, and writes nothing", async () => {
    await scene.seen(web, 4);
    const plan = await scene.world.operations.campaigns.plan(await scene.world.actor("campaign-owner"), {
      ...campaignBody({ zone: "Asia/Taipei", startLocal: "2031-11-28T19:00", multiplier: 10 }),
      targets: [{ service: web, floor: 24, peakRps: 100, rpsPerPod: 62.9 }],
    });
    expect(plan.targets).toEqual([
      expect.objectContaining({ service: web, now: 4, planned: 24, floor: 24, ceiling: 60 }),
    ]);
    expect(plan.targets[0]?.proposed).toMatchObject({ floor: 23 });
    expect(plan.zones).toEqual([
      { zone: "Asia/Taipei", startsAt: "2031-11-28T19:00:00", endsAt: "2031-11-28T19:08:00" },
      { zone: "Asia/Tokyo", startsAt: "2031-11-28T20:00:00", endsAt: "2031-11-28T20:08:00" },
      { zone: "Asia/Bangkok", startsAt: "2031-11-28T18:00:00", endsAt: "2031-11-28T18:08:00" },
      { zone: "UTC", startsAt: "2031-11-28T11:00:00", endsAt: "2031-11-28T11:08:00" },
    ]);
    expect(plan.refusals).toEqual([]);
    expect(plan.may.create).toEqual({ allowed: true });
    expect(
      (await scene.world.operations.campaigns.list(await scene.world.actor("auditor"))).campaigns,
    ).toEqual([]);
  });

  test.each([
    ["a developer plans in production", "forbidden", "promotion-dev-1", {}],
    ["a lead plans in production", "forbidden", "promotion-lead", {}],
    ["a platform admin plans", "forbidden", "platform-admin-1", {}],
    [
      "the floor is above the ceiling",
      "ceiling_exceeded",
      "campaign-owner",
      { targets: [{ service: web, floor: 80 }] },
    ],
    [
      "the floor raises nothing",
      "nothing_to_change",
      "campaign-owner",
      { targets: [{ service: web, floor: 1 }] },
    ],
    ["the service is unknown", "not_found", "campaign-owner", { targets: [{ service: "nobody", floor: 5 }] }],
    [
      "it is named twice",
      "invalid_input",
      "campaign-owner",
      {
        targets: [
          { service: web, floor: 9 },
          { service: web, floor: 8 },
        ],
      },
    ],
    ["the zone is an offset", "invalid_input", "campaign-owner", { zone: "+08:00" }],
    ["the zone is unknown", "invalid_input", "campaign-owner", { zone: "Asia/Nowhere" }],
    ["the day is not on the calendar", "invalid_input", "campaign-owner", { startLocal: "2031-02-30T10:00" }],
    ["it starts in the past", "invalid_input", "campaign-owner", { startLocal: "2020-01-01T10:00" }],
  ])("when %s: %s, and nothing is written", async (_when, code, account, more) => {
    const before = await scene.world.rows("audit_event");
    await expect(scene.create(more, account)).rejects.toEqual(refusal(code));
    expect(await scene.world.rows("audit_event")).toBe(before);
  });

  test("what does not fit into the pool is refused with the numbers", async () => {
    await scene.seen(web, 4);
    await scene.twoNodes();
    await expect(scene.create({ targets: [{ service: web, floor: 24 }] })).rejects.toEqual(
      refusal(
        "capacity_exceeded",
        /lacks room for 4 of 20 more pods: they ask for 10 CPU .* 8 CPU and 32 GiB are free/u,
      ),
    );
    expect(await scene.create({ targets: [{ service: web, floor: 20 }] })).toMatchObject({ state: "draft" });
  });

  test("it is a draft until the owners confirm, who are asked; then it is scheduled and its domains are frozen", async () => {
    const made = await scene.create();
    expect(made).toMatchObject({
      slug: "night-coupon",
      state: "draft",
      targets: 2,
      confirmed: 0,
      freeze: null,
    });
    await expect(scene.confirm(made.slug, web, "campaign-owner")).rejects.toEqual(refusal("four_eyes"));
    await expect(scene.confirm(made.slug, web, "payment-lead")).rejects.toEqual(refusal("forbidden"));
    expect(await scene.confirm(made.slug, web, await scene.leadOf(web))).toMatchObject({
      state: "draft",
      confirmed: 1,
    });
    expect(await scene.confirm(made.slug, coupon, await scene.leadOf(coupon))).toMatchObject({
      state: "scheduled",
      freeze: { domains: ["promotion"] },
    });
    await expect(scene.confirm(made.slug, web, await scene.leadOf(web))).rejects.toEqual(
      refusal("wrong_state"),
    );
    expect(await scene.topics()).toEqual(["campaign_asked", "campaign_scheduled"]);
    expect(await scene.audits(made.slug)).toEqual([
      "campaign-owner campaign.create",
      `${await scene.leadOf(web)} campaign.confirm`,
      `${await scene.leadOf(coupon)} campaign.confirm`,
    ]);
  });

  test("an edit needs the version that was read, and every confirmation anew", async () => {
    const slug = await scene.scheduled();
    const edit = async (version: number) =>
      scene.world.operations.campaigns.edit(await scene.world.actor("campaign-owner"), {
        slug,
        body: {
          ...campaignBody({ targets: [{ service: web, floor: 30 }] }),
          version,
          reason: "a larger audience",
        },
      });
    await expect(edit(9)).rejects.toEqual(refusal("conflict"));
    expect((await edit(1)).campaign).toMatchObject({
      state: "draft",
      confirmed: 0,
      targets: 1,
      freeze: null,
      version: 2,
    });
    scene.clock.now = Date.now() + 3 * minute;
    expect(await scene.bounds()).toMatchObject({ min: 4 });
  });

  test("whose campaign it is in beta may change it there, and not move it to production", async () => {
    const lottery = { targets: [{ service: "promotion-lottery-api", floor: 3 }] };
    const beta = { environment: "beta", ...lottery };
    const { slug } = await scene.create(beta, "promotion-dev-1");
    const actor = await scene.world.actor("promotion-dev-1");
    const may = async (more: Record<string, unknown>) =>
      (await scene.world.operations.campaigns.plan(actor, { ...campaignBody(more), slug })).may.create;
    const edit = (more: Record<string, unknown>) =>
      scene.world.operations.campaigns.edit(actor, {
        slug,
        body: { ...campaignBody(more), version: 1, reason: "larger" },
      });
    expect(await may(beta)).toMatchObject({ allowed: true });
    expect(await may(lottery)).toMatchObject({ allowed: false, code: "forbidden" });
    await expect(edit(lottery)).rejects.toEqual(refusal("forbidden"));
    expect((await edit(beta)).campaign.version).toBe(2);
  });

  test("every week at the same wall clock: one after the other", async () => {
    const made = await scene.create({
      zone: "Europe/Berlin",
      startLocal: "2031-10-20T18:30",
      recurrence: { kind: "weekly", days: [1], until: "2031-11-03" },
    });
    const { campaigns } = await scene.world.operations.campaigns.list(await scene.world.actor("auditor"), {
      from: "2031-10-01T00:00:00Z",
      to: "2031-12-01T00:00:00Z",
    });
    expect(campaigns[0]?.occurrences.map(({ startsAt }) => startsAt)).toEqual([
      "2031-10-20T16:30:00.000Z",
      "2031-10-27T17:30:00.000Z",
      "2031-11-03T17:30:00.000Z",
    ]);
    expect(made.recurring).toBe(true);
  });
});
