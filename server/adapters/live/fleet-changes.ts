import * as z from "zod";
import type { TargetFacts } from "@/server/domain/fleet/facts";
import type { FeedRow } from "@/server/ports/feed";
import type { FleetModel } from "./fleet-model";

const observedSchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  service: z.string().nullable().default(null),
  op: z.enum(["set", "gone"]),
  // Absent when the object is gone.
  body: z.unknown().optional(),
});
const deploymentSchema = z.object({ id: z.string(), targetId: z.string() });
const approvalSchema = z.object({ deploymentId: z.string() });

/** What one batch of feed rows means for the read model. */
export interface FleetChanges {
  /** Targets of which something in the cluster changed. */
  observed: Set<TargetFacts>;
  /** Ids of targets whose deployments changed. */
  targets: Set<string>;
  deployments: Set<string>;
  /** `config:<service>:<environment>` of configs that people changed. */
  configs: Set<string>;
  approvals: boolean;
  campaigns: boolean;
  links: boolean;
  sessions: boolean;
  /** The catalog changed: load everything anew. */
  catalog: boolean;
}

/** Kinds that a config page says what was changed by hand of. */
const editable: ReadonlySet<string> = new Set(["ConfigMap", "Deployment", "CronJob"]);

function applyObserved(model: FleetModel, row: FeedRow, changes: FleetChanges): void {
  const parsed = observedSchema.safeParse(row.body);
  if (!parsed.success) return;
  const { op, body, ...place } = parsed.data;
  const change = { ...place, cluster: row.topic.slice("obs:".length) };
  const target = model.observe(op === "set" ? { ...change, body } : change);
  if (!target) return;
  changes.observed.add(target);
  if (editable.has(change.kind)) changes.configs.add(`config:${target.service}:${target.environment}`);
}

function noteDeployment(row: FeedRow, changes: FleetChanges): void {
  const parsed = deploymentSchema.safeParse(row.body);
  if (parsed.success) changes.targets.add(parsed.data.targetId);
  changes.deployments.add(row.topic.slice("deployment:".length));
}

function noteApproval(row: FeedRow, changes: FleetChanges): void {
  changes.approvals = true;
  const parsed = approvalSchema.safeParse(row.body);
  if (parsed.success) changes.deployments.add(parsed.data.deploymentId);
}

/** Puts observations into the model and gathers what else must be read again. A row of unknown form changes nothing. */
export function applyRows(model: FleetModel, rows: readonly FeedRow[]): FleetChanges {
  const changes: FleetChanges = {
    observed: new Set(),
    targets: new Set(),
    deployments: new Set(),
    configs: new Set(),
    approvals: false,
    campaigns: false,
    links: false,
    sessions: false,
    catalog: false,
  };
  for (const row of rows) note(model, row, changes);
  return changes;
}

function note(model: FleetModel, row: FeedRow, changes: FleetChanges): void {
  if (row.topic.startsWith("obs:")) applyObserved(model, row, changes);
  else if (row.topic.startsWith("deployment:")) noteDeployment(row, changes);
  else if (row.topic.startsWith("config:")) changes.configs.add(row.topic);
  else if (row.topic.startsWith("approval")) noteApproval(row, changes);
  else if (row.topic === "campaign") changes.campaigns = true;
  else if (row.topic === "clusters") changes.links = true;
  else if (row.topic === "session") changes.sessions = true;
  else if (row.topic.startsWith("catalog") || row.topic.startsWith("service")) changes.catalog = true;
}
