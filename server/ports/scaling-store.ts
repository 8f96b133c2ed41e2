import type { Color } from "@/contracts/color";
import type { TargetRef } from "@/server/domain/rollout/target";
import type { AutoscalerPolicy } from "@/server/domain/scaling/autoscaler-policy";
import type { Bounds } from "@/server/domain/scaling/bounds";

/** A target whose autoscalers may differ from its policy, or which may have leftovers. */
export interface ScalingTarget {
  target: TargetRef;
  hpaMode: "per_color" | "none";
  scaling: Bounds;
  /** CPU target and wait before scaling down; null for a target without a policy. */
  policy: AutoscalerPolicy | null;
  /** Bundle of the deployment that is stable; null before the first success. */
  stableBundleSha256: string | null;
  /** Who serves by the record, under which fence, and at which address. */
  record: { servingColor: Color | null; epoch: number; address: string | null; serving: string | null };
  /** Colors that a running deployment, or a warm standby, is responsible for: hands off. */
  busyColors: readonly Color[];
  /** A deployment holds the lock: everything is its business. */
  locked: boolean;
  /** How the names of ConfigMaps begin that unfinished deployments and the last ten that succeeded use. */
  configMapsInUse: readonly string[];
}

/** Targets to look after, one worker at a time. */
export interface ScalingStore {
  /** Takes targets that are due; each is due again after `againInMs`, or when a floor of it ends, unless something wakes it earlier. */
  takeDueTargets(batch: number, againInMs: number): Promise<readonly ScalingTarget[]>;
  /** Milliseconds until the next target is due; null: none ever is. */
  untilDue(): Promise<number | null>;
  /** Still free of deployments? Asked right before a write. */
  isFree(targetId: string): Promise<boolean>;
  /** Audit row of one correction. */
  record(targetId: string, action: string, summary: string): Promise<void>;
}
