import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { KubeClient } from "./client/kube-client";
import { performEffect } from "./effects/perform-effect";
import { dryRunObject } from "./reading/dry-run";
import { observeTarget } from "./reading/observe-target";
import { streamLogs } from "./reading/stream-logs";
import { objectPath } from "./resource-paths";

/**
 * The direct door to one cluster. Reads are never cached, writes are never retried. `logs` throws when the log cannot be
 * opened (no such pod, container still waiting): its reader shows the server's sentence.
 */
export function createKubernetesGateway(options: { client: KubeClient; now: () => number }): ClusterGateway {
  const { client, now } = options;
  return {
    observe: (target, signal, look) =>
      observeTarget(client, target, { signal, now, nodeRoom: look?.nodeRoom === true }),
    perform: (target, effect, signal) =>
      performEffect({ client, namespace: target.namespace, signal }, effect),
    dryRun: (target, objects, signal) =>
      Promise.all(
        objects.map((object) => dryRunObject({ client, namespace: target.namespace, signal }, object)),
      ),
    logs: (target, request, signal) => streamLogs(client, target.namespace, { request, signal }),
    pod: (target, name, signal) => client.json({ path: objectPath("Pod", target.namespace, name), signal }),
  };
}
