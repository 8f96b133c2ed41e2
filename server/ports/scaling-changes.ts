import type { BasePolicy, RaisedFloor, ScalingChange } from "@/contracts/scaling-change";

/** A change as it is stored: what it was and becomes, by its kind. Times in ms since the epoch. */
export interface ScalingChangeRecord {
  id: string;
  number: number;
  kind: ScalingChange["kind"];
  state: Exclude<ScalingChange["state"], "expired">;
  policyVersion: number;
  bounds: { was: BasePolicy; becomes: BasePolicy } | null;
  floor: { was: RaisedFloor | null; becomes: RaisedFloor | null } | null;
  reason: string;
  requestedBy: string;
  requestedAt: number;
  expiresAt: number | null;
  decidedBy: string | null;
  settledAt: number | null;
  comment: string;
}

/** A change to be stored; its number and times come with it. */
export type NewScalingChange = Pick<
  ScalingChangeRecord,
  "id" | "kind" | "policyVersion" | "bounds" | "floor" | "reason" | "requestedBy" | "expiresAt"
> & { state: "pending" | "applied" };

/** A request that waits for a second person, and the version of the base now. */
export interface WaitingScalingRequest {
  service: string;
  environment: string;
  version: number;
  change: ScalingChangeRecord;
}

/** Changes of scaling, and the policies and floors that they change. */
export interface ScalingChangeStore {
  /** Nobody else changes the target's scaling until the transaction ends. */
  lock(targetId: string): Promise<void>;
  /** Newest first. */
  history(targetId: string, limit: number): Promise<readonly ScalingChangeRecord[]>;
  byId(targetId: string, id: string): Promise<ScalingChangeRecord | undefined>;
  /** Everything that waits for a second person and has not expired, oldest first. */
  waiting(): Promise<readonly WaitingScalingRequest[]>;
  insert(targetId: string, change: NewScalingChange): Promise<void>;
  /** Settles a pending change. */
  settle(
    id: string,
    outcome: { state: "applied" | "rejected" | "withdrawn"; by: string; comment: string },
  ): Promise<void>;
  /** Ends what still waits on the target. Gives the numbers of what it ended. */
  supersede(targetId: string): Promise<readonly number[]>;
  /** Writes a new version of the policy and has the cluster looked at now. False when `version` is not the newest. */
  setBase(targetId: string, base: BasePolicy, version: number): Promise<boolean>;
  /** Sets or removes the floor that a person raises, and has the cluster looked at now. */
  setFloor(targetId: string, floor: RaisedFloor | null): Promise<void>;
}
