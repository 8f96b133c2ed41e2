import type { ClusterEventTable, ObservationSourceTable, ObservationTable } from "./observation-tables";
import type {
  AccountTable,
  ApiTokenTable,
  AuditEventTable,
  BuildTable,
  ClusterTable,
  ConfigVersionTable,
  DomainTable,
  EnvironmentClusterTable,
  EnvironmentTable,
  FeedTable,
  IdempotencyKeyTable,
  OrganizationTable,
  ServiceEnvironmentTable,
  ServiceTable,
  SessionTable,
  StackTable,
  TeamMemberTable,
  TeamTable,
  TemplateVersionTable,
} from "./organization-tables";
import type {
  ApprovalTable,
  BundleTable,
  DeploymentEffectTable,
  DeploymentTable,
  DeploymentTransitionTable,
  DiagnosisSnapshotTable,
  LocalMessageTable,
  NotificationDeliveryTable,
  OutboxTable,
  PlanContributorTable,
  PlanTable,
  ScalingFloorTable,
  ScalingPolicyTable,
  TargetTable,
} from "./release-tables";

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
  notification_delivery: NotificationDeliveryTable;
  local_message: LocalMessageTable;
  observation: ObservationTable;
  observation_source: ObservationSourceTable;
  cluster_event: ClusterEventTable;
}
