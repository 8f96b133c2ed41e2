import type { Color } from "@/contracts/color";
import type { KeptLog } from "@/contracts/kept-log";

/** One run of a container with its last lines, `<time> <text>` each, oldest first, without credentials. */
export interface KeptRun extends Omit<KeptLog, "lines" | "keptAt"> {
  namespace: string;
  service: string;
  uid: string;
  lines: readonly string[];
}

/** Name of a run within its cluster. */
export const runName = (run: Pick<KeptRun, "uid" | "container" | "startedAt">): string =>
  `${run.uid} ${run.container} ${Date.parse(run.startedAt)}`;

/** Where the worker keeps what the cluster forgets. */
export interface KeptLogStore {
  /** Names of the crashed runs that are kept. One that was being deleted may have more to say. */
  known(cluster: string): Promise<ReadonlySet<string>>;
  /** A run that is kept again is replaced, but never by one without lines. */
  keep(cluster: string, runs: readonly KeptRun[]): Promise<void>;
  /** Deletes what is older than 14 days, and all but the newest 100 of a service and cause. */
  prune(): Promise<void>;
}

/** Which kept runs of a service; what is absent chooses all. `since`: ISO 8601. */
export interface KeptChoice {
  cluster: string;
  namespace: string;
  service: string;
  color?: Color | undefined;
  pod?: string | undefined;
  container?: string | undefined;
  since?: string | undefined;
}

/** Reads of what was kept, newest first. */
export interface KeptLogReads {
  list(choice: KeptChoice): Promise<readonly KeptLog[]>;
  /** With their lines, the newest `most`. */
  read(choice: KeptChoice, most: number): Promise<readonly KeptRun[]>;
}
