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

/** The worker's answer as it streams. */
export interface WorkerAnswer {
  status: number;
  body: ReadableStream<Uint8Array> | null;
}

/** The live reads: lines of a pod, and the pod itself, from the worker that holds the cluster's credential. */
export interface PodLogs {
  /** Rejects when the worker cannot be reached. */
  open(request: PodLogsRequest, signal: AbortSignal): Promise<WorkerAnswer>;
  /** The pod as YAML, without what looks like a secret. Rejects when the worker cannot be reached. */
  manifest(
    request: Pick<PodLogsRequest, "service" | "environment" | "pod">,
    signal: AbortSignal,
  ): Promise<WorkerAnswer>;
}
