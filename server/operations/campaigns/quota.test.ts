import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCampaignWatch } from "@/server/adapters/postgres/campaigns/campaign-watch";
import { reconcileCampaigns } from "@/server/engine/campaign-reconciler";
import { campaignBody, inMinutes, sees, web as service } from "@/server/testing/campaign-world";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { silentMetrics } from "@/server/testing/silent-metrics";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe("the quota of a namespace that a campaign raises pods in", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
    await sees(world, service, 4);
  }, 90_000);
  afterAll(() => world.close());

  /** The quota as the observers leave it: cores that are allowed, of which 32 are asked for. */
  const allow = (hard: number) =>
    sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, body)
      select t.cluster, 'ResourceQuota', t.namespace, 'switchyard', 'q', '1', jsonb_build_object('quotas',
        jsonb_build_array(jsonb_build_object('name', 'switchyard', 'resource', 'requests.cpu', 'hard', ${hard}::float8, 'used', 32)))
      from target t where t.service = ${service} and t.environment = 'production'
      on conflict (cluster, kind, namespace, name) do update set body = excluded.body`.execute(
      world.database,
    );
  const body = () => campaignBody({ startLocal: inMinutes(30), targets: [{ service, floor: 24 }] });
  const owner = () => world.actor("campaign-owner");

  test("a plan that does not fit is refused with the numbers, and one that fits is created", async () => {
    await allow(40);
    const plan = await world.operations.campaigns.plan(await owner(), body());
    expect(plan.refusals).toMatchObject([
      {
        code: "capacity_exceeded",
        reason: expect.stringMatching(
          /^Quota switchyard of promotion-prod on prod-1 has 8 CPU left, and 20 more pods need 10 CPU\./u,
        ),
      },
    ]);
    await expect(world.operations.campaigns.create(await owner(), body())).rejects.toMatchObject({
      refusal: { code: "capacity_exceeded" },
    });
    await allow(42);
    expect((await world.operations.campaigns.create(await owner(), body())).campaign.state).toBe("draft");
  });

  test("what the quota lost since then is told an hour before the start", async () => {
    const lead = await world.actor("promotion-lead");
    await world.operations.campaigns.confirm(lead, { slug: "night-coupon", service });
    await allow(36);
    const watch = createCampaignWatch({ db: world.database, url: "", time: () => new Date() });
    await reconcileCampaigns({ watch, metrics: silentMetrics, log: silent });
    const { rows } = await sql<{ because: string }>`
      select o.payload ->> 'because' as because from outbox o
        join campaign c on c.id = (o.payload ->> 'campaignId')::uuid where topic = 'campaign_short' and c.slug = 'night-coupon'`.execute(
      world.database,
    );
    expect(rows).toEqual([
      { because: expect.stringMatching(/has 4 CPU left, and 20 more pods need 10 CPU/u) },
    ]);
  });
});
