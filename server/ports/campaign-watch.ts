import type { CampaignFigures } from "@/server/domain/campaign/campaign-figures";
import type { Step, WatchedOccurrence } from "@/server/domain/campaign/next-step";
import type { MetricsTarget } from "@/server/domain/metrics/queries";

/** An occurrence that the worker looks after, in the version that was read. */
export interface DueOccurrence {
  campaignId: string;
  date: string;
  version: number;
  /** Database time at which it was read, ms since the epoch. */
  now: number;
  watched: WatchedOccurrence;
  /** How the figures of its services are labelled. */
  measured: readonly MetricsTarget[];
}

/** Occurrences that begin within a day, or have begun and are not over. */
export interface CampaignWatch {
  due(): Promise<readonly DueOccurrence[]>;
  /** Writes a step with its audit row, its message and its wake-ups. False: another worker was faster. */
  write(due: DueOccurrence, step: Step, result: CampaignFigures | null): Promise<boolean>;
  /** Notes when services had all their pods for the first time. */
  noteReady(due: DueOccurrence, services: readonly string[]): Promise<void>;
}
