import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { lastLogLine } from "@/server/adapters/kubernetes/reading/last-log-line";
import { streamLogs } from "@/server/adapters/kubernetes/reading/stream-logs";
import type { ClusterWatch } from "@/server/ports/cluster-watch";
import { createReflector, type ReflectorTimes } from "./reflector";

/** Longest wait for the answer to a ping, in ms. */
const pingTimeout = 5_000;

/** Watches one cluster over the same connections that its gateway uses. */
export function createClusterWatch(options: {
  client: KubeClient;
  times?: Partial<ReflectorTimes>;
}): ClusterWatch {
  const { client, times = {} } = options;
  return {
    follow: (kind, sink, signal) => createReflector({ client, kind, sink, times }).run(signal),
    lastLogLine: (run, signal) => lastLogLine(client, run, signal),
    logLines({ namespace, tail, ...run }, signal) {
      const request = { ...run, tailLines: tail, timestamps: true };
      return streamLogs(client, namespace, { request, signal });
    },
    async ping(signal) {
      await client.json({ path: "/version", timeoutMs: pingTimeout, signal });
    },
  };
}
