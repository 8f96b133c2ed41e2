import type { ColumnType, Generated } from "kysely";

/** Whole numbers of Postgres' `bigint` arrive as JavaScript numbers: none of ours passes 2^53. */
type Counter = ColumnType<number, number | undefined, number>;
type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
type StampOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** JSON columns are written as text and read as parsed values; readers parse them with a schema. */
type Json = ColumnType<unknown, string | undefined, string>;
type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>;
type List = ColumnType<string[], string[] | undefined, string[]>;

interface OrganizationTable {
  slug: string;
  name: string;
  timezone: string;
  registry: string;
  base_domain: string;
  seeded_at: Stamp;
}
interface AccountTable {
  name: string;
  kind: string;
  team: Nullable<string>;
  roles: List;
  external_subject: Nullable<string>;
  responsible: Nullable<string>;
  disabled_at: StampOrNull;
  created_at: Stamp;
}
interface TeamTable {
  name: string;
  home_domain: string;
  lead: string;
  deputy: string;
  channel: string;
  escalation: string;
}
interface TeamMemberTable {
  team: string;
  account: string;
  role: string;
}
interface DomainTable {
  name: string;
  title: string;
  description: string;
  owner_team: string;
  registry_project: string;
}
interface StackTable {
  name: string;
  family: string;
  description: string;
  template_name: string;
  template_number: number;
  network: Json;
  config_keys: Json;
  secret_keys: List;
}
interface TemplateVersionTable {
  name: string;
  number: number;
  sha256: string;
  parameters: Json;
  source: Json;
  state: string;
  notes: Generated<string>;
  created_at: Stamp;
}
interface EnvironmentTable {
  name: string;
  short: string;
  sort_order: number;
  protected: boolean;
  approvals: number;
  branches: List;
  promote_from: Nullable<string>;
  auto_promote: boolean;
  keep_warm_seconds: number;
  keep_warm_by_tier: Json;
  preview_size: string;
  bake_seconds: number;
  failure_hold_minutes: number;
  approval_expires_hours: Generated<number>;
  promotion_timeout_seconds: Generated<number>;
  optional: Generated<boolean>;
}
interface ClusterTable {
  name: string;
  zone: string;
  access: string;
  role: string;
  kubernetes_version: string;
  ingress_class: string;
  registered_at: Stamp;
}
interface EnvironmentClusterTable {
  environment: string;
  cluster: string;
  role: string;
}
interface ServiceTable {
  name: string;
  domain: string;
  team: string;
  owner: string;
  on_call: string;
  stack: string;
  tier: number;
  description: string;
  port: Nullable<number>;
  live_path: Nullable<string>;
  ready_path: Nullable<string>;
  exposed: Generated<boolean>;
  host: Nullable<string>;
  strategy: string;
  pool: string;
  cpu: string;
  memory: string;
  calls: List;
  parameters: Json;
  lifecycle: Generated<string>;
  row_version: Counter;
  created_at: Stamp;
}
interface ServiceEnvironmentTable {
  service: string;
  environment: string;
  replicas: number;
  suspended: Generated<boolean>;
  row_version: Counter;
}
interface BuildTable {
  id: string;
  service: string;
  number: number;
  branch: string;
  commit_sha: string;
  tag: string;
  repository: string;
  digest: string;
  built_at: Stamp;
  ci_url: Nullable<string>;
  registered_by: string;
  created_at: Stamp;
}
interface ConfigVersionTable {
  id: string;
  service: string;
  environment: string;
  version: number;
  data: Json;
  author: string;
  comment: string;
  sha256: string;
  created_at: Stamp;
}
interface ApiTokenTable {
  prefix: string;
  name: string;
  owner: string;
  scopes: List;
  services: List;
  sha256: Buffer;
  expires_at: Stamp;
  last_used_at: StampOrNull;
  revoked_at: StampOrNull;
  created_at: Stamp;
}
interface SessionTable {
  sid: string;
  account: string;
  authenticated_at: Stamp;
  last_seen_at: Stamp;
  expires_at: Stamp;
  revoked_at: StampOrNull;
}
interface IdempotencyKeyTable {
  account: string;
  key: string;
  operation: string;
  request_sha256: string;
  response: Json;
  created_at: Stamp;
}
interface AuditEventTable {
  seq: Generated<number>;
  at: Stamp;
  actor: string;
  via: string;
  action: string;
  subject: string;
  summary: string;
  before: JsonOrNull;
  after: JsonOrNull;
  request_id: Nullable<string>;
  ip: Nullable<string>;
  previous_hash: Nullable<string>;
  hash: Nullable<string>;
}
interface FeedTable {
  id: Generated<number>;
  txid: Generated<string>;
  topic: string;
  body: Json;
  at: Stamp;
}
interface TargetTable {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: string;
  hpa_mode: string;
  serving_color: Nullable<string>;
  stable_deployment_id: Nullable<string>;
  standby_deployment_id: Nullable<string>;
  fence_epoch: Counter;
  service_uid: Nullable<string>;
  workload_uids: Json;
  last_observed_at: StampOrNull;
  drift: JsonOrNull;
  row_version: Counter;
  reconcile_at: Stamp;
}
interface PlanTable {
  id: string;
  ref: Generated<number>;
  target_id: string;
  inputs: Json;
  plan_hash: string;
  objects: Json;
  /** The plan as it was shown: contract `planSchema`. */
  view: Json;
  created_by: string;
  created_at: Stamp;
}
interface BundleTable {
  sha256: string;
  objects: Buffer;
  size: number;
  created_at: Stamp;
}
interface DeploymentTable {
  id: string;
  ref: Generated<number>;
  target_id: string;
  number: number;
  kind: string;
  state: string;
  hold: Generated<string>;
  /** What the engine says about it right now. */
  because: Generated<string>;
  hold_reason: Nullable<string>;
  resolution: Nullable<string>;
  failure_class: Nullable<string>;
  failure_rule: Nullable<string>;
  failure_sentence: Nullable<string>;
  cause: Nullable<string>;
  requested_by: string;
  via: string;
  reason: Generated<string>;
  impact: Generated<string>;
  evidence_deployment_id: Nullable<string>;
  request_key: Nullable<string>;
  source_deployment_id: Nullable<string>;
  superseded_by: Nullable<string>;
  build_id: string;
  image_digest: string;
  config_version_id: string;
  template_name: string;
  template_number: number;
  restart_stamp: Nullable<string>;
  plan_id: Nullable<string>;
  plan_hash: string;
  bundle_sha256: Nullable<string>;
  approvals_required: Generated<number>;
  approval_expires_at: StampOrNull;
  candidate_color: Nullable<string>;
  from_color: Nullable<string>;
  need: Nullable<number>;
  floor: Nullable<number>;
  preview_size: Nullable<number>;
  ratio: Generated<number>;
  epoch: Nullable<number>;
  state_version: Counter;
  state_entered_at: Stamp;
  state_deadline_at: StampOrNull;
  paused_ms: Counter;
  observed_ok_ms: Counter;
  last_sample_at: StampOrNull;
  progress_at: StampOrNull;
  memory: Json;
  cancel_requested_by: Nullable<string>;
  cancel_requested_at: StampOrNull;
  promoted_by: Nullable<string>;
  promoted_at: StampOrNull;
  switch_back_requested_by: Nullable<string>;
  switch_back_requested_at: StampOrNull;
  retry_requested_by: Nullable<string>;
  retry_requested_at: StampOrNull;
  finish_requested_by: Nullable<string>;
  finish_requested_at: StampOrNull;
  switched_at: StampOrNull;
  verified_at: StampOrNull;
  standby_until: StampOrNull;
  pinned: Generated<boolean>;
  lease_owner: Nullable<string>;
  lease_token: Counter;
  lease_until: StampOrNull;
  wake_at: Stamp;
  attempts: Generated<number>;
  priority: Generated<number>;
  created_at: Stamp;
  finished_at: StampOrNull;
}
interface DeploymentTransitionTable {
  deployment_id: string;
  seq: number;
  from_state: Nullable<string>;
  to_state: string;
  cause: string;
  actor: string;
  at: Stamp;
  lease_token: Nullable<number>;
  detail: Json;
}
interface DeploymentEffectTable {
  deployment_id: string;
  effect_key: string;
  attempt: number;
  status: string;
  effect: Json;
  request_digest: string;
  object_ref: Nullable<string>;
  uid: Nullable<string>;
  resource_version: Nullable<string>;
  evidence: JsonOrNull;
  planned_at: Stamp;
  confirmed_at: StampOrNull;
}
interface ApprovalTable {
  id: string;
  deployment_id: string;
  requester_id: string;
  approver_id: string;
  decision: string;
  plan_hash: string;
  comment: Generated<string>;
  at: Stamp;
}
interface PlanContributorTable {
  deployment_id: string;
  account: string;
  what: string;
}
interface DiagnosisSnapshotTable {
  deployment_id: string;
  at: Stamp;
  findings: Json;
  objects: Json;
}
interface ScalingPolicyTable {
  target_id: string;
  base_min: number;
  base_max: number;
  ceiling: number;
  target_cpu_percent: number;
  scale_down_seconds: number;
  row_version: Counter;
}
interface ScalingFloorTable {
  target_id: string;
  color: string;
  source: string;
  value: number;
  expires_at: StampOrNull;
}
interface OutboxTable {
  id: Generated<number>;
  dedupe_key: string;
  topic: string;
  payload: Json;
  created_at: Stamp;
  sent_at: StampOrNull;
  attempts: Generated<number>;
}
interface ObservationTable {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
  resource_version: string;
  service: Nullable<string>;
  color: Nullable<string>;
  body: Json;
  observed_at: Stamp;
}
interface ObservationSourceTable {
  cluster: string;
  kind: string;
  state: string;
  since: Stamp;
  last_heard_at: StampOrNull;
  error: Nullable<string>;
}
interface ClusterEventTable {
  cluster: string;
  uid: string;
  namespace: string;
  service: Nullable<string>;
  type: string;
  reason: string;
  message: string;
  count: number;
  object_kind: string;
  object_name: string;
  object_uid: Nullable<string>;
  first_at: Stamp;
  last_at: Stamp;
}

/** Every table, as kysely sees it. The SQL of `database/migrations` is the authority. */
export interface Database {
  organization: OrganizationTable;
  account: AccountTable;
  team: TeamTable;
  team_member: TeamMemberTable;
  domain: DomainTable;
  stack: StackTable;
  template_version: TemplateVersionTable;
  environment: EnvironmentTable;
  cluster: ClusterTable;
  environment_cluster: EnvironmentClusterTable;
  service: ServiceTable;
  service_environment: ServiceEnvironmentTable;
  build: BuildTable;
  config_version: ConfigVersionTable;
  api_token: ApiTokenTable;
  session: SessionTable;
  idempotency_key: IdempotencyKeyTable;
  audit_event: AuditEventTable;
  feed: FeedTable;
  target: TargetTable;
  plan: PlanTable;
  bundle: BundleTable;
  deployment: DeploymentTable;
  deployment_transition: DeploymentTransitionTable;
  deployment_effect: DeploymentEffectTable;
  approval: ApprovalTable;
  plan_contributor: PlanContributorTable;
  diagnosis_snapshot: DiagnosisSnapshotTable;
  scaling_policy: ScalingPolicyTable;
  scaling_floor: ScalingFloorTable;
  outbox: OutboxTable;
  observation: ObservationTable;
  observation_source: ObservationSourceTable;
  cluster_event: ClusterEventTable;
}
