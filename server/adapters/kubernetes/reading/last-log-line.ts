import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";

/** Longest line that is kept as evidence, in characters. */
const longestLine = 500;

/** Longest wait for it, in ms: evidence must never hold up a look at the target. */
const patience = 2_000;

interface ContainerRun {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
}

/** Last line that a container wrote; null when there is none, or when it cannot be read. Never rejects. */
export async function lastLogLine(
  client: KubeClient,
  run: ContainerRun,
  signal: AbortSignal,
): Promise<string | null> {
  const { namespace, pod, container, previous } = run;
  try {
    const path = `${objectPath("Pod", namespace, pod)}/log`;
    const query = { container, previous, tailLines: 1 };
    const answer = await client.text({ path, accept: "*/*", query, timeoutMs: patience, signal });
    const line = answer.body.trim();
    return answer.status === 200 && line !== "" ? line.slice(0, longestLine) : null;
  } catch {
    return null;
  }
}
