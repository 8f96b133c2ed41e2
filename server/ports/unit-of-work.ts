import type { AuditPage } from "@/contracts/audit";
import type { Actor } from "@/server/domain/access/actor";
import type { QuotaSeen, TargetSeen } from "@/server/domain/rollout/observation";
import type { AuditChainReads } from "./audit-seal-store";
import type { CampaignStore } from "./campaign-store";
import type { CatalogStore } from "./catalog-store";
import type { ConfigDesk } from "./config-desk";
import type { DeploymentLedger } from "./deployment-ledger";
import type { EventReads } from "./event-reads";
import type { FreezeStore } from "./freeze-store";
import type { KeptLogReads } from "./kept-logs";
import type { MarkerReads } from "./marker-reads";
import type { MessageReads } from "./message-reads";
import type { PodRemovalStore } from "./pod-removals";
import type { ArchiveStore, BuildStore, ConfigStore, PlanStore } from "./release-store";
import type { ScalingChangeStore } from "./scaling-changes";
import type { ScalingDesk } from "./scaling-desk";

/** One audit row. `before` and `after` hold what changed; an action without a change is not recorded. */
export interface AuditEntryDraft {
  action: string;
  subject: string;
  summary: string;
  before?: unknown;
  after?: unknown;
}

/** Records of a change, written with it. */
export interface ChangeLog {
  /** Number of the audit row. */
  audit(actor: Actor, entry: AuditEntryDraft): Promise<number>;
  /** Tells the live read model that a deployment changed. */
  announce(deployment: { id: string; targetId: string; service: string; environment: string }): Promise<void>;
  /** Tells readers of a config that it, or what is staged over it, changed. */
  announceConfig(place: { service: string; environment: string }): Promise<void>;
  /** Tells the live read model that somebody's inbox changed. */
  announceApproval(): Promise<void>;
  /** A message for people, delivered once per `dedupeKey`. */
  notify(message: { topic: string; dedupeKey: string; payload: Record<string, unknown> }): Promise<void>;
  page(filter: { before?: number; limit: number; services?: readonly string[] }): Promise<AuditPage>;
}

/** Answers of requests that carried an idempotency key. */
export interface AnswerStore {
  find(account: string, key: string): Promise<{ requestSha256: string; response: unknown } | undefined>;
  save(answer: {
    account: string;
    key: string;
    operation: string;
    requestSha256: string;
    response: unknown;
  }): Promise<void>;
}

/** Every store, on one transaction (or, for reads, on the pool). */
export interface Stores {
  catalog: CatalogStore;
  deployments: DeploymentLedger;
  builds: BuildStore;
  configs: ConfigStore;
  configDesk: ConfigDesk;
  scalingDesk: ScalingDesk;
  scalingChanges: ScalingChangeStore;
  markers: MarkerReads;
  plans: PlanStore;
  archives: ArchiveStore;
  log: ChangeLog;
  chain: AuditChainReads;
  answers: AnswerStore;
  freezes: FreezeStore;
  campaigns: CampaignStore;
  messages: MessageReads;
  podRemovals: PodRemovalStore;
  keptLogs: KeptLogReads;
  events: EventReads;
  /** Quotas of a namespace as last observed. */
  quotas(cluster: string, namespace: string): Promise<readonly QuotaSeen[]>;
  /** A service's objects as last observed, its events of the last hour included; what was never seen is absent. */
  seen(place: { cluster: string; namespace: string; service: string }): Promise<TargetSeen>;
  /** Database time, ms since the epoch. */
  now(): Promise<number>;
}

/** Where operations read and change. */
export interface UnitOfWork {
  /** Everything that `work` writes is committed together, or not at all. Readers are woken after the commit. */
  change<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Reads outside of any transaction. */
  readonly read: Stores;
}
