import type { FreezeFacts } from "@/server/domain/planning/freeze";

/** A freeze as it is stored; times in ms since the epoch. */
export interface FreezeRecord extends FreezeFacts {
  domains: readonly string[];
  from: number;
  liftedBy: string | null;
}

/** Windows in which an environment takes no releases. */
export interface FreezeStore {
  /** The freeze that covers a service of this domain now; the one that lasts longest when there are several. */
  on(place: { environment: string; domain: string }): Promise<FreezeFacts | undefined>;
  /** Not over and not lifted, the first to begin first. */
  open(): Promise<readonly FreezeRecord[]>;
  /** `lock` keeps others from lifting it until the transaction ends. */
  byId(id: string, lock?: "lock"): Promise<FreezeRecord | undefined>;
  insert(freeze: Omit<FreezeRecord, "liftedBy" | "campaign">): Promise<void>;
  /** Ends a freeze now and wakes the deployments that wait for it, and open views of its campaign. */
  lift(id: string, by: string): Promise<void>;
}
