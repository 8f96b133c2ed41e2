import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MetricSeries } from "@/contracts/metrics";
import { createCampaignWatch } from "@/server/adapters/postgres/campaigns/campaign-watch";
import { createScalingStore } from "@/server/adapters/postgres/engine-store/scaling-store";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { reconcileCampaigns } from "@/server/engine/campaign-reconciler";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { silentMetrics } from "@/server/testing/silent-metrics";

const web = "promotion-campaign-web";
const coupon = "promotion-coupon-api";
const minute = 60_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe("campaigns", () => {
  let world: OperationsWorld;
  let time = 0;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    await sql`truncate campaign_occurrence, campaign_target, scaling_floor`.execute(world.database);
    await sql`delete from freeze_window`.execute(world.database);
    await sql`delete from campaign`.execute(world.database);
    await sql`delete from notification_delivery`.execute(world.database);
    await sql`delete from outbox`.execute(world.database);
    await sql`delete from observation`.execute(world.database);
    time = Date.now();
  });

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString().slice(0, 19);
  const body = (more: Record<string, unknown> = {}) => ({
    title: "Night coupon",
    channel: "oa-push",
    environment: "production",
    zone: "UTC",
    startLocal: inMinutes(4),
    durationSeconds: 480,
    leadSeconds: 120,
    coolDownSeconds: 60,
    targets: [
      { service: web, floor: 24 },
      { service: coupon, floor: 20 },
    ],
    ...more,
  });
  const create = async (more: Record<string, unknown> = {}, account = "campaign-owner") =>
    (await world.operations.campaigns.create(await world.actor(account), body(more))).campaign;
  const get = async (slug: string, account = "auditor") =>
    world.operations.campaigns.get(await world.actor(account), slug);
  const confirm = async (slug: string, service: string, account = "promotion-lead") =>
    (await world.operations.campaigns.confirm(await world.actor(account), { slug, service })).campaign;
  const leadOf = async (service: string) => {
    const { rows } = await sql<{ lead: string }>`
      select t.lead from service s join team t on t.name = s.owner where s.name = ${service}`.execute(
      world.database,
    );
    return rows[0]?.lead ?? "nobody";
  };
  const confirmAll = async (slug: string) => {
    const campaign = await get(slug);
    for (const { service } of campaign.board) await confirm(slug, service, await leadOf(service));
  };
  const scheduled = async (more: Record<string, unknown> = {}) => {
    const { slug } = await create(more);
    await confirmAll(slug);
    return slug;
  };
  const store = () => ({ db: world.database, url: "", time: () => new Date(time) });
  /** What each service carries, request by request. */
  let measured: MetricSeries[] = [];
  const metrics: ServiceMetrics = { ...silentMetrics, range: async () => ({ series: measured, faults: [] }) };
  const look = async () => {
    let written = 1;
    while (written > 0)
      written = await reconcileCampaigns({ watch: createCampaignWatch(store()), metrics, log: silent });
  };
  /** Bounds that the caretaker would write at the test's time. */
  const bounds = async (service = web) => {
    await sql`update target set reconcile_at = 'epoch' where service = ${service} and environment = 'production'`.execute(
      world.database,
    );
    await sql`update target set reconcile_at = now() + interval '9 days' where service <> ${service} or environment <> 'production'`.execute(
      world.database,
    );
    const [target] = await createScalingStore(store()).takeDueTargets(1, 86_400_000);
    return target && effectiveBounds(target.scaling, "blue");
  };
  const topics = async () => {
    const { rows } = await sql<{ topic: string }>`select topic from outbox order by id`.execute(
      world.database,
    );
    return rows.map(({ topic }) => topic);
  };
  const audits = async (slug: string) =>
    (await get(slug)).history.map(({ actor, action }) => `${actor} ${action}`).toReversed();
  const seen = async (service: string, available: number) => {
    await sql`delete from observation where service = ${service}`.execute(world.database);
    await sql`
      insert into observation (cluster, kind, namespace, name, uid, resource_version, service, body)
      select t.cluster, 'Deployment', t.namespace, t.service || '-' || t.serving_color, 'u', '1', t.service,
        jsonb_build_object('name', t.service || '-' || t.serving_color, 'wanted', ${available}::int, 'available', ${available}::int,
          'resources', jsonb_build_object('cpu', '500m', 'memory', '512Mi'))
      from target t where t.service = ${service} and t.environment = 'production'`.execute(world.database);
    await sql`
      insert into observation (cluster, kind, namespace, name, uid, resource_version, service, body)
      select t.cluster, 'Service', t.namespace, t.service, 's', '1', t.service, jsonb_build_object('name', t.service,
        'selector', jsonb_build_object('switchyard.internal/service', t.service, 'switchyard.internal/color', t.serving_color))
      from target t where t.service = ${service} and t.environment = 'production'`.execute(world.database);
  };

  /** The pool of the campaign's page: two nodes with 8 CPU in all, 16 pods of 500m. */
  const twoNodes = () =>
    sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, body)
      select t.cluster, 'Node', '', 'node-' || n, 'n' || n, '1', jsonb_build_object('ready', true, 'schedulable', true, 'pool', s.pool,
        'allocatableCpu', 4, 'allocatableMemory', 17179869184, 'allocatablePods', 110)
      from target t join service s on s.name = t.service, generate_series(1, 2) n
      where t.service = ${web} and t.environment = 'production'`.execute(world.database);

  test("a plan says what each service gets, on several clocks, and writes nothing", async () => {
    await seen(web, 4);
    const plan = await world.operations.campaigns.plan(await world.actor("campaign-owner"), {
      ...body({ zone: "Asia/Taipei", startLocal: "2031-11-28T19:00", multiplier: 10 }),
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
    expect((await world.operations.campaigns.list(await world.actor("auditor"))).campaigns).toEqual([]);
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
    const before = await world.rows("audit_event");
    await expect(create(more, account)).rejects.toEqual(refusal(code));
    expect(await world.rows("audit_event")).toBe(before);
  });

  test("what does not fit into the pool is refused with the numbers", async () => {
    await seen(web, 4);
    await twoNodes();
    await expect(create({ targets: [{ service: web, floor: 24 }] })).rejects.toEqual(
      refusal(
        "capacity_exceeded",
        /lacks room for 4 of 20 more pods: they ask for 10 CPU .* 8 CPU and 32 GiB are free/u,
      ),
    );
    expect(await create({ targets: [{ service: web, floor: 20 }] })).toMatchObject({ state: "draft" });
  });

  test("it is a draft until the owners confirm, who are asked; then it is scheduled and its domains are frozen", async () => {
    const made = await create();
    expect(made).toMatchObject({
      slug: "night-coupon",
      state: "draft",
      targets: 2,
      confirmed: 0,
      freeze: null,
    });
    await expect(confirm(made.slug, web, "campaign-owner")).rejects.toEqual(refusal("four_eyes"));
    await expect(confirm(made.slug, web, "payment-lead")).rejects.toEqual(refusal("forbidden"));
    expect(await confirm(made.slug, web, await leadOf(web))).toMatchObject({ state: "draft", confirmed: 1 });
    expect(await confirm(made.slug, coupon, await leadOf(coupon))).toMatchObject({
      state: "scheduled",
      freeze: { domains: ["promotion"] },
    });
    await expect(confirm(made.slug, web, await leadOf(web))).rejects.toEqual(refusal("wrong_state"));
    expect(await topics()).toEqual(["campaign_asked", "campaign_scheduled"]);
    expect(await audits(made.slug)).toEqual([
      "campaign-owner campaign.create",
      `${await leadOf(web)} campaign.confirm`,
      `${await leadOf(coupon)} campaign.confirm`,
    ]);
  });

  test("an edit needs the version that was read, and every confirmation anew", async () => {
    const slug = await scheduled();
    const edit = async (version: number) =>
      world.operations.campaigns.edit(await world.actor("campaign-owner"), {
        slug,
        body: { ...body({ targets: [{ service: web, floor: 30 }] }), version, reason: "a larger audience" },
      });
    await expect(edit(9)).rejects.toEqual(refusal("conflict"));
    expect((await edit(1)).campaign).toMatchObject({
      state: "draft",
      confirmed: 0,
      targets: 1,
      freeze: null,
      version: 2,
    });
    time = Date.now() + 3 * minute;
    expect(await bounds()).toMatchObject({ min: 4 });
  });

  test("whose campaign it is in beta may change it there, and not move it to production", async () => {
    const lottery = { targets: [{ service: "promotion-lottery-api", floor: 3 }] };
    const beta = { environment: "beta", ...lottery };
    const { slug } = await create(beta, "promotion-dev-1");
    const actor = await world.actor("promotion-dev-1");
    const may = async (more: Record<string, unknown>) =>
      (await world.operations.campaigns.plan(actor, { ...body(more), slug })).may.create;
    const edit = (more: Record<string, unknown>) =>
      world.operations.campaigns.edit(actor, { slug, body: { ...body(more), version: 1, reason: "larger" } });
    expect(await may(beta)).toMatchObject({ allowed: true });
    expect(await may(lottery)).toMatchObject({ allowed: false, code: "forbidden" });
    await expect(edit(lottery)).rejects.toEqual(refusal("forbidden"));
    expect((await edit(beta)).campaign.version).toBe(2);
  });

  test("the floor holds from the lead to the end, goes down in steps, and leaves the base", async () => {
    const slug = await scheduled();
    const start = Date.parse((await get(slug)).current.startsAt);
    const at = async (ms: number) => {
      time = start + ms;
      await look();
      return (await bounds())?.min;
    };
    expect(await at(-121_000)).toBe(4);
    expect(await at(-120_000)).toBe(24);
    expect(await at(479_000)).toBe(24);
    await sql`update scaling_policy p set base_min = 5 from target t
      where t.id = p.target_id and t.service = ${web} and t.environment = 'production'`.execute(
      world.database,
    );
    expect(await at(480_000)).toBe(20);
    expect(await at(500_000)).toBe(15);
    expect(await at(520_000)).toBe(10);
    expect(await at(540_000)).toBe(5);
    expect((await get(slug)).state).toBe("done");
    expect(await audits(slug)).toEqual(
      expect.arrayContaining(["worker campaign.open", "worker campaign.close"]),
    );
    await sql`update scaling_policy p set base_min = 4 from target t
      where t.id = p.target_id and t.service = ${web} and t.environment = 'production'`.execute(
      world.database,
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
    measured = series.map((each) => ({ ...each, color: null, unit: "perSecond" }));
    const slug = await scheduled();
    const start = Date.parse((await get(slug)).current.startsAt);
    for (const ms of [-100_000, 500_000, 600_000]) {
      time = start + ms;
      await look();
    }
    expect((await get(slug)).results).toMatchObject([
      { peakRps, errorPercent, unmeasured: peakRps === null ? expect.stringMatching(/measured/u) : null },
    ]);
  });

  test("the highest of overlapping windows holds; the other one when the first ends", async () => {
    const first = await scheduled({ coolDownSeconds: 0 });
    await scheduled({ title: "Second", durationSeconds: 960, targets: [{ service: web, floor: 12 }] });
    const end = Date.parse((await get(first)).current.endsAt);
    time = end - 1000;
    await look();
    expect(await bounds()).toMatchObject({ min: 24 });
    time = end;
    await look();
    expect(await bounds()).toMatchObject({ min: 12 });
  });

  test("ready before its start: no alarm; not ready: late, and people are told", async () => {
    const slug = await scheduled();
    const start = Date.parse((await get(slug)).current.startsAt);
    await seen(web, 24);
    await seen(coupon, 7);
    for (const ms of [-120_000, -60_000, 1000]) {
      time = start + ms;
      await look();
    }
    expect(await topics()).toEqual([
      "campaign_asked",
      "campaign_scheduled",
      "campaign_short",
      "campaign_late",
    ]);
    expect(await get(slug)).toMatchObject({ late: true });
    await seen(coupon, 20);
    time = start + 90_000;
    await look();
    expect(await get(slug)).toMatchObject({ late: true, lateSeconds: 90 });
  });

  test("before it starts, room is counted again beside what another campaign in the pool holds then", async () => {
    const other = "payment-checkout-web";
    await seen(web, 4);
    await seen(other, 4);
    const at = { startLocal: inMinutes(90), leadSeconds: 60, freeze: false };
    await scheduled({ ...at, targets: [{ service: web, floor: 14 }] });
    const later = { startLocal: inMinutes(300), title: "Later" };
    await scheduled({ ...at, ...later, targets: [{ service: other, floor: 14 }] });
    await twoNodes();
    const warned = async () => (await topics()).filter((topic) => topic === "campaign_short").length;
    await look();
    expect(await warned()).toBe(0);
    // Planned while the nodes were not seen, so that nobody could tell.
    await sql`delete from observation where kind = 'Node'`.execute(world.database);
    await scheduled({ ...at, title: "At once", targets: [{ service: other, floor: 13 }] });
    await twoNodes();
    time = Date.now() + 40 * minute;
    await look();
    expect(await warned()).toBe(2);
  });

  test("a worker that was down over the start sets the floors at once and marks it late", async () => {
    const slug = await scheduled();
    const start = Date.parse((await get(slug)).current.startsAt);
    time = start + minute;
    await look();
    expect(await bounds()).toMatchObject({ min: 24 });
    expect(await get(slug)).toMatchObject({ late: true, missed: false, lateSeconds: 180 });
    expect(await topics()).toContain("campaign_late");
  });

  test("a worker that was down for the whole window marks it missed and does nothing", async () => {
    const slug = await scheduled();
    const end = Date.parse((await get(slug)).current.endsAt);
    time = end + minute;
    await look();
    expect(await bounds()).toMatchObject({ min: 4 });
    expect(await get(slug)).toMatchObject({ missed: true, state: "done" });
    expect(await topics()).toContain("campaign_missed");
  });

  test("a worker that was down over the end keeps the floor and lets it down from its first look", async () => {
    const slug = await scheduled();
    const { startsAt, endsAt } = (await get(slug)).current;
    time = Date.parse(startsAt);
    await look();
    time = Date.parse(endsAt) + 30 * minute;
    expect(await bounds()).toMatchObject({ min: 24 });
    await look();
    expect(await bounds()).toMatchObject({ min: 19 });
    time += minute;
    expect(await bounds()).toMatchObject({ min: 4 });
  });

  test("canceled while live, the base holds at once and the freeze is lifted", async () => {
    const slug = await scheduled();
    const start = Date.parse((await get(slug)).current.startsAt);
    time = start;
    await look();
    expect(await bounds()).toMatchObject({ min: 24 });
    const actor = await world.actor("campaign-owner");
    const cancel = (account = actor) =>
      world.operations.campaigns.cancel(account, { slug, body: { reason: "the push was called off" } });
    await expect(cancel(await world.actor("payment-dev-1"))).rejects.toEqual(refusal("forbidden"));
    expect((await cancel()).campaign).toMatchObject({ state: "canceled", freeze: null });
    await expect(cancel()).rejects.toEqual(refusal("wrong_state"));
    expect(await bounds()).toMatchObject({ min: 4 });
    expect(await topics()).toContain("campaign_canceled");
  });

  test("every week at the same wall clock: one after the other", async () => {
    const made = await create({
      zone: "Europe/Berlin",
      startLocal: "2031-10-20T18:30",
      recurrence: { kind: "weekly", days: [1], until: "2031-11-03" },
    });
    const { campaigns } = await world.operations.campaigns.list(await world.actor("auditor"), {
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
