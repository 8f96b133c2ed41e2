import { sql } from "kysely";
import { createCampaignWatch } from "@/server/adapters/postgres/campaigns/campaign-watch";
import { createScalingStore } from "@/server/adapters/postgres/engine-store/scaling-store";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { reconcileCampaigns } from "@/server/engine/campaign-reconciler";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import { type OperationsWorld, operationsWorld } from "./operations-world";
import { silentMetrics } from "./silent-metrics";

/** The two services of the journey's campaign. */
export const web = "promotion-campaign-web";
export const coupon = "promotion-coupon-api";
export const minute = 60_000;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Local time in UTC, so many minutes from now, as a form sends it. */
export const inMinutes = (minutes: number): string =>
  new Date(Date.now() + minutes * minute).toISOString().slice(0, 19);

/** A campaign as it is asked for: both services for eight minutes, four minutes from now. */
export const campaignBody = (more: Record<string, unknown> = {}) => ({
  ...{ title: "Night coupon", channel: "oa-push", environment: "production", zone: "UTC" },
  ...{ startLocal: inMinutes(4), durationSeconds: 480, leadSeconds: 120, coolDownSeconds: 60 },
  targets: [
    { service: web, floor: 24 },
    { service: coupon, floor: 20 },
  ],
  ...more,
});

/** A serving workload of a service in production with so many pods of 500m and 512Mi, as the observers leave it. */
export async function sees(world: OperationsWorld, service: string, available: number): Promise<void> {
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
}

/** Campaigns in an organization of their own, with a clock that a test sets. */
export async function campaignWorld() {
  const world = await operationsWorld();
  const clock = { now: Date.now() };
  const figures: { range: ServiceMetrics["range"] } = { range: silentMetrics.range };
  const store = () => ({ db: world.database, url: "", time: () => new Date(clock.now) });
  const metrics: ServiceMetrics = { ...silentMetrics, range: (...asked) => figures.range(...asked) };

  const get = async (slug: string, account = "auditor") =>
    world.operations.campaigns.get(await world.actor(account), slug);
  const create = async (more: Record<string, unknown> = {}, account = "campaign-owner") =>
    (await world.operations.campaigns.create(await world.actor(account), campaignBody(more))).campaign;
  const confirm = async (slug: string, service: string, account = "promotion-lead") =>
    (await world.operations.campaigns.confirm(await world.actor(account), { slug, service })).campaign;
  const leadOf = async (service: string) => {
    const { rows } = await sql<{ lead: string }>`
      select t.lead from service s join team t on t.name = s.owner where s.name = ${service}`.execute(
      world.database,
    );
    return rows[0]?.lead ?? "nobody";
  };

  return {
    ...{ world, clock, figures, get, create, confirm, leadOf },
    /** As it was before any campaign; the clock says now. */
    async reset() {
      await sql`truncate campaign_occurrence, campaign_target, scaling_floor`.execute(world.database);
      for (const table of ["freeze_window", "campaign", "notification_delivery", "outbox", "observation"])
        await sql`delete from ${sql.table(table)}`.execute(world.database);
      clock.now = Date.now();
    },
    /** Planned, and confirmed by every owner: its address. */
    async scheduled(more: Record<string, unknown> = {}) {
      const { slug } = await create(more);
      for (const { service } of (await get(slug)).board) await confirm(slug, service, await leadOf(service));
      return slug;
    },
    /** The worker looks until there is nothing left to do at the clock's time. */
    async look() {
      let written = 1;
      while (written > 0)
        written = await reconcileCampaigns({ watch: createCampaignWatch(store()), metrics, log: silent });
    },
    /** Bounds that the caretaker would write at the clock's time. */
    async bounds(service = web) {
      const mine = sql`service = ${service} and environment = 'production'`;
      await sql`update target set reconcile_at = case when ${mine} then 'epoch' else now() + interval '9 days' end`.execute(
        world.database,
      );
      const [target] = await createScalingStore(store()).takeDueTargets(1, 86_400_000);
      return target && effectiveBounds(target.scaling, "blue");
    },
    /** What people were told, in order. */
    async topics() {
      const { rows } = await sql<{ topic: string }>`select topic from outbox order by id`.execute(
        world.database,
      );
      return rows.map(({ topic }) => topic);
    },
    audits: async (slug: string) =>
      (await get(slug)).history.map(({ actor, action }) => `${actor} ${action}`).toReversed(),
    seen: (service: string, available: number) => sees(world, service, available),
    /** The pool of the campaign's page: two nodes with 8 CPU in all, 16 pods of 500m. */
    twoNodes: () =>
      sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, body)
        select t.cluster, 'Node', '', 'node-' || n, 'n' || n, '1', jsonb_build_object('ready', true, 'schedulable', true, 'pool', s.pool,
          'allocatableCpu', 4, 'allocatableMemory', 17179869184, 'allocatablePods', 110)
        from target t join service s on s.name = t.service, generate_series(1, 2) n
        where t.service = ${web} and t.environment = 'production'`.execute(world.database),
    close: () => world.close(),
  };
}
