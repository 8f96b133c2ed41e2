import type { AuditRow, Seal } from "@/server/domain/audit/chain";

/** The chain over the audit log. */
export interface AuditSealStore {
  /**
   * Seals up to `batch` rows that have no seal yet, whatever order they were committed in; 0 when none is left or another
   * worker is at it. `sinceMs` limits the search to younger rows; null looks at all.
   */
  seal(batch: number, sinceMs: number | null): Promise<number>;
}

/** Reading the chain, for its verification. */
export interface AuditChainReads {
  /** Links after a place, in order, each with its row; null where the row is gone. */
  links(after: number, limit: number): Promise<readonly { seal: Seal; row: AuditRow | null }[]>;
  /** Rows without a seal: how many, and the age of the oldest. */
  unsealed(): Promise<{ rows: number; oldestMs: number }>;
}
