/** Which log to read. */
export interface PodLogsRequest {
  service: string;
  environment: string;
  pod: string;
  container: string | undefined;
  previous: boolean;
  tailLines: number;
  follow: boolean;
  /** Only lines from this moment on, ISO 8601. */
  since?: string | undefined;
  /** Each line begins with the moment at which it was written, and a blank. */
  timestamps?: boolean;
}

/** The one live read: lines of a pod, from the worker that holds the cluster's credential. */
export interface PodLogs {
  /** The worker's answer as it streams. Rejects when the worker cannot be reached. */
  open(
    request: PodLogsRequest,
    signal: AbortSignal,
  ): Promise<{ status: number; body: ReadableStream<Uint8Array> | null }>;
}
