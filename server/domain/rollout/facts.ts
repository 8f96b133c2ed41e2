import type { Finding } from "@/contracts/finding";
import type { TargetSeen } from "./observation";

/** Answer of the server-side dry run of one object. */
export type DryRunSeen =
  | { object: string; outcome: "created" | "configured" | "unchanged" }
  | { object: string; outcome: "refused"; status: number; reason: string; message: string }
  | { object: string; outcome: "not_checkable"; message: string };

/** What a phase judges: one fresh look at the target, the causes found in it, and the time. */
export interface Facts {
  seen: TargetSeen;
  /** Findings about the candidate's color. */
  findings: readonly Finding[];
  /** Dry run of every object, in state `dry_running` only. */
  dryRun: readonly DryRunSeen[] | null;
  now: number;
}
