import type { PodLogs } from "@/server/ports/pod-logs";

export interface WorkerLogsOptions {
  workerUrl: string;
  token: string;
  /** Cluster and namespace of a service in an environment. */
  placeOf(service: string, environment: string): { cluster: string; namespace: string } | undefined;
}

/** Pod logs through the worker's internal door. */
export function createWorkerLogs({ workerUrl, token, placeOf }: WorkerLogsOptions): PodLogs {
  return {
    async open(request, signal) {
      const place = placeOf(request.service, request.environment);
      if (!place) return { status: 404, body: null };
      const url = new URL("/internal/logs", workerUrl);
      const query = {
        cluster: place.cluster,
        namespace: place.namespace,
        pod: request.pod,
        tail: String(request.tailLines),
        previous: String(request.previous),
        follow: String(request.follow),
        timestamps: String(request.timestamps ?? false),
        ...(request.since === undefined ? {} : { since: request.since }),
        ...(request.container === undefined ? {} : { container: request.container }),
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const { status, body } = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
      return { status, body };
    },
  };
}
