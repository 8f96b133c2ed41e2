import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MetricSeries } from "@/contracts/metrics";
import { campaignWorld, coupon, inMinutes, minute, web } from "@/server/testing/campaign-world";

describe("the windows of campaigns", () => {
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

  test("the floor holds from the lead to the end, goes down in steps, and leaves the base", async () => {
    const slug = await scene.scheduled();
    const start = Date.parse((await scene.get(slug)).current.startsAt);
    const at = async (ms: number) => {
      scene.clock.now = start + ms;
      await scene.look();
      return (await scene.bounds())?.min;
    };
    expect(await at(-121_000)).toBe(4);
    expect(await at(-120_000)).toBe(24);
    expect(await at(479_000)).toBe(24);
    await sql`update scaling_policy p set base_min = 5 from target t
      where t.id = p.target_id and t.service = ${web} and t.environment = 'production'`.execute(
      scene.world.database,
    );
    expect(await at(480_000)).toBe(20);
    expect(await at(500_000)).toBe(15);
    expect(await at(520_000)).toBe(10);
    expect(await at(540_000)).toBe(5);
    expect((await scene.get(slug)).state).toBe("done");
    expect(await scene.audits(slug)).toEqual(
      expect.arrayContaining(["worker campaign.open", "worker campaign.close"]),
    );
    await sql`update scaling_policy p set base_min = 4 from target t
      where t.id = p.target_id and t.service = ${web} and t.environment = 'production'`.execute(
      scene.world.database,
    );
  });

  test.each<[string, Pick<MetricSeries, "measure" | "values">[], number | null, number | null]>([
    [
      "what its two services carried together at most, and which part failed",
      [
        { measure: "requests", values: [100, 740, null] },
        { measure: "errors", values: [0, 42, null] },
      ],
      1480,
      5,
    ],
    ["nothing, when nobody measured", [], null, null],
  ])("it keeps %s", async (_what, series, peakRps, errorPercent) => {
    const measured: MetricSeries[] = series.map((each) => ({ ...each, color: null, unit: "perSecond" }));
    scene.figures.range = async () => ({ series: measured, faults: [] });
    const slug = await scene.scheduled();
    const start = Date.parse((await scene.get(slug)).current.startsAt);
    for (const ms of [-100_000, 500_000, 600_000]) {
      scene.clock.now = start + ms;
      await scene.look();
    }
    expect((await scene.get(slug)).results).toMatchObject([
      { peakRps, errorPercent, unmeasured: peakRps === null ? expect.stringMatching(/measured/u) : null },
    ]);
  });

  test("the highest of overlapping windows holds; the other one when the first ends", async () => {
    const first = await scene.scheduled({ coolDownSeconds: 0 });
    await scene.scheduled({ title: "Second", durationSeconds: 960, targets: [{ service: web, floor: 12 }] });
    const end = Date.parse((await scene.get(first)).current.endsAt);
    scene.clock.now = end - 1000;
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 24 });
    scene.clock.now = end;
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 12 });
  });

  test("ready before its start: no alarm; not ready: late, and people are told", async () => {
    const slug = await scene.scheduled();
    const start = Date.parse((await scene.get(slug)).current.startsAt);
    await scene.seen(web, 24);
    await scene.seen(coupon, 7);
    for (const ms of [-120_000, -60_000, 1000]) {
      scene.clock.now = start + ms;
      await scene.look();
    }
    expect(await scene.topics()).toEqual([
      "campaign_asked",
      "campaign_scheduled",
      "campaign_short",
      "campaign_late",
    ]);
    expect(await scene.get(slug)).toMatchObject({ late: true });
    await scene.seen(coupon, 20);
    scene.clock.now = start + 90_000;
    await scene.look();
    expect(await scene.get(slug)).toMatchObject({ late: true, lateSeconds: 90 });
  });

  test("before it starts, room is counted again beside what another campaign in the pool holds then", async () => {
    const other = "payment-checkout-web";
    await scene.seen(web, 4);
    await scene.seen(other, 4);
    const at = { startLocal: inMinutes(90), leadSeconds: 60, freeze: false };
    await scene.scheduled({ ...at, targets: [{ service: web, floor: 14 }] });
    const later = { startLocal: inMinutes(300), title: "Later" };
    await scene.scheduled({ ...at, ...later, targets: [{ service: other, floor: 14 }] });
    await scene.twoNodes();
    const warned = async () => (await scene.topics()).filter((topic) => topic === "campaign_short").length;
    await scene.look();
    expect(await warned()).toBe(0);
    // Planned while the nodes were not seen, so that nobody could tell.
    await sql`delete from observation where kind = 'Node'`.execute(scene.world.database);
    await scene.scheduled({ ...at, title: "At once", targets: [{ service: other, floor: 13 }] });
    await scene.twoNodes();
    scene.clock.now = Date.now() + 40 * minute;
    await scene.look();
    expect(await warned()).toBe(2);
  });

  test("a worker that was down over the start sets the floors at once and marks it late", async () => {
    const slug = await scene.scheduled();
    const start = Date.parse((await scene.get(slug)).current.startsAt);
    scene.clock.now = start + minute;
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 24 });
    expect(await scene.get(slug)).toMatchObject({ late: true, missed: false, lateSeconds: 180 });
    expect(await scene.topics()).toContain("campaign_late");
  });

  test("a worker that was down for the whole window marks it missed and does nothing", async () => {
    const slug = await scene.scheduled();
    const end = Date.parse((await scene.get(slug)).current.endsAt);
    scene.clock.now = end + minute;
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 4 });
    expect(await scene.get(slug)).toMatchObject({ missed: true, state: "done" });
    expect(await scene.topics()).toContain("campaign_missed");
  });

  test("a worker that was down over the end keeps the floor and lets it down from its first look", async () => {
    const slug = await scene.scheduled();
    const { startsAt, endsAt } = (await scene.get(slug)).current;
    scene.clock.now = Date.parse(startsAt);
    await scene.look();
    scene.clock.now = Date.parse(endsAt) + 30 * minute;
    expect(await scene.bounds()).toMatchObject({ min: 24 });
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 19 });
    scene.clock.now += minute;
    expect(await scene.bounds()).toMatchObject({ min: 4 });
  });

  test("canceled while live, the base holds at once and the freeze is lifted", async () => {
    const slug = await scene.scheduled();
    const start = Date.parse((await scene.get(slug)).current.startsAt);
    scene.clock.now = start;
    await scene.look();
    expect(await scene.bounds()).toMatchObject({ min: 24 });
    const actor = await scene.world.actor("campaign-owner");
    const cancel = (account = actor) =>
      scene.world.operations.campaigns.cancel(account, { slug, body: { reason: "the push was called off" } });
    await expect(cancel(await scene.world.actor("payment-dev-1"))).rejects.toEqual(refusal("forbidden"));
    expect((await cancel()).campaign).toMatchObject({ state: "canceled", freeze: null });
    await expect(cancel()).rejects.toEqual(refusal("wrong_state"));
    expect(await scene.bounds()).toMatchObject({ min: 4 });
    expect(await scene.topics()).toContain("campaign_canceled");
  });
});
