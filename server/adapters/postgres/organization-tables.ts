import type { Generated } from "kysely";
import type { Counter, Json, JsonOrNull, List, Nullable, Stamp, StampOrNull } from "./column-types";

// Tables of 001_organization.sql, column by column.

export interface OrganizationTable {
  slug: string;
  name: string;
  timezone: string;
  registry: string;
  base_domain: string;
  seeded_at: Stamp;
}
export interface AccountTable {
  name: string;
  kind: string;
  team: Nullable<string>;
  roles: List;
  external_subject: Nullable<string>;
  responsible: Nullable<string>;
  disabled_at: StampOrNull;
  created_at: Stamp;
}
export interface TeamTable {
  name: string;
  home_domain: string;
  lead: string;
  deputy: string;
  channel: string;
  escalation: string;
}
export interface TeamMemberTable {
  team: string;
  account: string;
  role: string;
}
export interface DomainTable {
  name: string;
  title: string;
  description: string;
  owner_team: string;
  registry_project: string;
}
export interface StackTable {
  name: string;
  family: string;
  description: string;
  template_name: string;
  template_number: number;
  network: Json;
  config_keys: Json;
  secret_keys: List;
}
export interface TemplateVersionTable {
  name: string;
  number: number;
  sha256: string;
  parameters: Json;
  source: Json;
  state: string;
  notes: Generated<string>;
  created_at: Stamp;
}
export interface EnvironmentTable {
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
export interface ClusterTable {
  name: string;
  zone: string;
  access: string;
  role: string;
  kubernetes_version: string;
  ingress_class: string;
  registered_at: Stamp;
}
export interface EnvironmentClusterTable {
  environment: string;
  cluster: string;
  role: string;
}
export interface ServiceTable {
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
export interface ServiceEnvironmentTable {
  service: string;
  environment: string;
  replicas: number;
  suspended: Generated<boolean>;
  row_version: Counter;
}
export interface BuildTable {
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
export interface ConfigVersionTable {
  id: string;
  service: string;
  environment: string;
  version: number;
  data: Json;
  author: string;
  comment: string;
  sha256: string;
  created_at: Stamp;
  document: Nullable<string>;
  base: Generated<number>;
  contributors: Generated<string[]>;
}
export interface ApiTokenTable {
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
export interface SessionTable {
  sid: string;
  account: string;
  authenticated_at: Stamp;
  last_seen_at: Stamp;
  expires_at: Stamp;
  revoked_at: StampOrNull;
}
export interface IdempotencyKeyTable {
  account: string;
  key: string;
  operation: string;
  request_sha256: string;
  response: Json;
  created_at: Stamp;
}
export interface AuditEventTable {
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
}
export interface FeedTable {
  id: Generated<number>;
  txid: Generated<string>;
  topic: string;
  body: Json;
  at: Stamp;
}
