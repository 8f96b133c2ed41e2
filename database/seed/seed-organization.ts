import { sql } from "kysely";
import { loadTemplate } from "@/database/templates/load-template";
import type { Connection } from "@/server/adapters/postgres/connection";
import { loadRenderCatalog } from "@/server/adapters/postgres/render-catalog";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { auditRows } from "./audit-rows";
import { bundleRows, type RenderedRecord, renderRecord } from "./bundle-rows";
import { campaignOccurrenceRows, campaignRows, campaignTargetRows } from "./campaign-rows";
import {
  buildRows,
  clusterRows,
  domainRows,
  environmentClusterRows,
  environmentRows,
  serviceEnvironmentRows,
  serviceRows,
  stackRows,
} from "./catalog-rows";
import { configId, configRows } from "./config-rows";
import { approvalRows, deploymentRows } from "./deployment-rows";
import { insertRows, type Row } from "./insert-rows";
import { accountRows, channelRows, memberRows, teamRows } from "./people-rows";
import type { ReleaseRecord } from "./release-record";
import { releaseRecords } from "./release-records";
import type { SeedContext } from "./seed-context";
import { storePlans } from "./stored-plans";
import { scalingRows, targetRows } from "./target-rows";
import { tokenRows } from "./token-rows";
import { transitionRows } from "./transition-rows";

function templateRows(context: SeedContext, folder: string): Row[] {
  return context.organization.stacks.map((stack) => {
    const template = loadTemplate(folder, stack.name, sha256);
    return {
      name: template.name,
      number: template.number,
      sha256: template.sha256,
      parameters: template.parameters,
      source: template.objects,
      state: "published",
      notes: template.notes,
    };
  });
}

async function seedCatalog(connection: Connection, context: SeedContext, templates: string): Promise<void> {
  const { name, slug, timezone, registry, baseDomain } = context.organization.organization;
  await insertRows(connection, "organization", [
    { slug, name, timezone, registry, base_domain: baseDomain, seeded_at: context.now },
  ]);
  await insertRows(connection, "account", accountRows(context));
  await insertRows(connection, "team", teamRows(context));
  await insertRows(connection, "team_member", memberRows(context));
  await insertRows(connection, "notification_channel", channelRows(context));
  await insertRows(connection, "domain", domainRows(context));
  await insertRows(connection, "stack", stackRows(context));
  await insertRows(connection, "template_version", templateRows(context, templates));
  await insertRows(connection, "environment", environmentRows(context));
  await insertRows(connection, "cluster", clusterRows(context));
  await insertRows(connection, "environment_cluster", environmentClusterRows(context));
  await insertRows(connection, "service", serviceRows(context));
  await insertRows(connection, "service_environment", serviceEnvironmentRows(context));
  await insertRows(connection, "build", buildRows(context));
  await insertRows(connection, "target", targetRows(context));
  await insertRows(connection, "scaling_policy", scalingRows(context));
  await insertRows(connection, "campaign", campaignRows(context));
  await insertRows(connection, "campaign_target", campaignTargetRows(context));
  await insertRows(connection, "campaign_occurrence", campaignOccurrenceRows(context));
  // The caretaker knows when the first window of a target opens.
  await sql`update target t set reconcile_at = least(reconcile_at, (select min(o.lead_at) from campaign_target ct
      join campaign_occurrence o on o.campaign_id = ct.campaign_id where ct.target_id = t.id and o.closed_at is null))`.execute(
    connection,
  );
}

async function renderHistory(
  connection: Connection,
  context: SeedContext,
  records: readonly ReleaseRecord[],
): Promise<RenderedRecord[]> {
  const catalog = await loadRenderCatalog(connection);
  const configs = await connection.selectFrom("config_version").select(["id", "data"]).execute();
  const dataById = new Map(configs.map((row) => [row.id, row.data as Record<string, string>]));
  const configData = (record: ReleaseRecord) =>
    dataById.get(
      configId(context, record.service.name, { environment: record.environment, version: record.config }),
    ) ?? {};
  return records.map((record) => renderRecord(context, { catalog, configData }, record));
}

/** The newest success of a target is what runs there now. */
async function settleTargets(connection: Connection): Promise<void> {
  await sql`update target set
      stable_deployment_id = (select d.id from deployment d where d.target_id = target.id and d.state = 'succeeded' order by d.number desc limit 1),
      fence_epoch = coalesce((select max(d.epoch) from deployment d where d.target_id = target.id), 0)`.execute(
    connection,
  );
}

async function seedReleases(connection: Connection, context: SeedContext): Promise<RenderedRecord[]> {
  const records = releaseRecords(context);
  await insertRows(connection, "config_version", configRows(context, records));
  const rendered = await renderHistory(connection, context, records);
  await insertRows(connection, "bundle", bundleRows(rendered));
  await insertRows(connection, "deployment", deploymentRows(context, rendered));
  await insertRows(connection, "approval", approvalRows(context, rendered));
  await settleTargets(connection);
  return rendered;
}

async function seedRecords(
  connection: Connection,
  context: SeedContext,
  rendered: readonly RenderedRecord[],
): Promise<void> {
  await insertRows(connection, "deployment_transition", transitionRows(rendered));
  await insertRows(connection, "audit_event", auditRows(rendered));
  await storePlans(connection, context, rendered);
}

/**
 * Gives every account a new sandbox token; those of an import that was interrupted end with it.
 * @returns the token by account; the values are nowhere else
 */
export async function seedTokens(
  connection: Connection,
  context: SeedContext,
): Promise<Record<string, string>> {
  await connection.deleteFrom("api_token").execute();
  const accounts = await connection.selectFrom("account").select("name").orderBy("name").execute();
  const tokens = tokenRows(
    context,
    accounts.map((account) => account.name),
  );
  await insertRows(connection, "api_token", tokens.rows);
  return tokens.values;
}

/** What the caller does in the middle of an import. */
export interface ImportSteps {
  onTokens?(tokens: Record<string, string>): void;
  /** Begins as soon as every target knows what runs on it; transitions, audit and plans are written beside it. */
  workloads?(connection: Connection): Promise<void>;
}

/**
 * Writes the whole organization in the given transaction.
 * @param templates folder of the stacks' templates
 * @returns one API token per account; the values are nowhere else
 */
export async function seedOrganization(
  connection: Connection,
  context: SeedContext,
  { templates, onTokens, workloads }: ImportSteps & { templates: string },
): Promise<Record<string, string>> {
  await seedCatalog(connection, context, templates);
  const tokens = await seedTokens(connection, context);
  onTokens?.(tokens);
  const rendered = await seedReleases(connection, context);
  await Promise.all([workloads?.(connection), seedRecords(connection, context, rendered)]);
  return tokens;
}
