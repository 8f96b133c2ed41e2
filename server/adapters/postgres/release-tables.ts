import type { Generated } from "kysely";
import type { Counter, Json, JsonOrNull, List, Nullable, Stamp, StampOrNull } from "./column-types";

// Tables of 002_releases.sql and what later migrations added to them, column by column.

export interface TargetTable {
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
  /** Cluster IP of the active Service, to be asked for again should somebody delete it. */
  service_address: Nullable<string>;
  workload_uids: Json;
  last_observed_at: StampOrNull;
  drift: JsonOrNull;
  row_version: Counter;
  reconcile_at: Stamp;
}
export interface PlanTable {
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
export interface BundleTable {
  sha256: string;
  objects: Buffer;
  size: number;
  created_at: Stamp;
}
export interface DeploymentTable {
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
export interface DeploymentTransitionTable {
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
export interface DeploymentEffectTable {
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
export interface ApprovalTable {
  id: string;
  deployment_id: string;
  requester_id: string;
  approver_id: string;
  decision: string;
  plan_hash: string;
  comment: Generated<string>;
  at: Stamp;
}
export interface PlanContributorTable {
  deployment_id: string;
  account: string;
  what: string;
}
export interface DiagnosisSnapshotTable {
  deployment_id: string;
  at: Stamp;
  findings: Json;
  objects: Json;
}
export interface ScalingPolicyTable {
  target_id: string;
  base_min: number;
  base_max: number;
  ceiling: number;
  target_cpu_percent: number;
  scale_down_seconds: number;
  row_version: Counter;
}
export interface ScalingFloorTable {
  target_id: string;
  color: string;
  source: string;
  value: number;
  expires_at: StampOrNull;
}
export interface NotificationDeliveryTable {
  outbox_id: number;
  channel: string;
  status: Generated<string>;
  attempts: Generated<number>;
  due_at: Stamp;
  ended_at: StampOrNull;
  last_error: Nullable<string>;
}
export interface LocalMessageTable {
  id: Generated<number>;
  event_id: string;
  channel: string;
  event: string;
  deployment_id: Nullable<string>;
  title: string;
  sentence: string;
  recipients: List;
  at: Stamp;
}
export interface OutboxTable {
  id: Generated<number>;
  dedupe_key: string;
  topic: string;
  payload: Json;
  created_at: Stamp;
  sent_at: StampOrNull;
  attempts: Generated<number>;
}
