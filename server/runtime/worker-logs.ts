import type { PodLogs, WorkerAnswer } from "@/server/ports/pod-logs";

export interface WorkerLogsOptions {
  workerUrl: string;
  token: string;
  /** Cluster and namespace of a service in an environment. */
  placeOf(service: string, environment: string): { cluster: string; namespace: string } | undefined;
}

/** Logs and manifests of pods through the worker's internal door. */
export function createWorkerLogs({ workerUrl, token, placeOf }: WorkerLogsOptions): PodLogs {
  async function ask(
    path: string,
    pod: { service: string; environment: string; pod: string },
    asked: { query: Record<string, string>; signal: AbortSignal },
  ): Promise<WorkerAnswer> {
    const place = placeOf(pod.service, pod.environment);
    if (!place) return { status: 404, body: null };
    const url = new URL(path, workerUrl);
    const { cluster, namespace } = place;
    for (const [name, value] of Object.entries({ cluster, namespace, pod: pod.pod, ...asked.query }))
      url.searchParams.set(name, value);
    const { signal } = asked;
    const { status, body } = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    return { status, body };
  }

  return {
    open(request, signal) {
      const { tailLines, previous, follow, timestamps = false, since, container } = request;
      const query = {
        ...{ tail: String(tailLines), previous: String(previous), follow: String(follow) },
        timestamps: String(timestamps),
        ...(since === undefined ? {} : { since }),
        ...(container === undefined ? {} : { container }),
      };
      return ask("/internal/logs", request, { query, signal });
    },
    manifest: (request, signal) => ask("/internal/pod", request, { query: {}, signal }),
  };
}
