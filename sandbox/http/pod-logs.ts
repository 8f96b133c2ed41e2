import type { KubeObject } from "@/sandbox/kernel/object";

/** One line a container wrote. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** Which part of a log is wanted. */
export interface LogQuery {
  container: string;
  /** The container instance before the last restart. */
  previous: boolean;
  /** Only the last lines. */
  tailLines?: number | undefined;
  /** Only lines at or after this time, milliseconds since the epoch. */
  sinceTime?: number | undefined;
}

/** Where the logs of pods come from; the simulation implements it. */
export interface PodLogs {
  /** Lines written so far, oldest first. */
  read(pod: KubeObject, query: LogQuery): LogLine[];
  /** Calls back for each new line until the returned function is called. */
  follow(pod: KubeObject, container: string, onLine: (line: LogLine) => void): () => void;
}
