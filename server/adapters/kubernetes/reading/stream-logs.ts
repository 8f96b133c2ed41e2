import type { IncomingMessage } from "node:http";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { type SplitLine, splitLines } from "@/server/adapters/kubernetes/watching/split-lines";
import type { LogRequest } from "@/server/ports/cluster-gateway";

/** A line longer than this (bytes) is cut and says so: one process must not be able to fill our memory. */
const longestLine = 256 * 1024;

function words({ bytes, dropped }: SplitLine): string {
  const text = bytes.toString("utf8");
  return dropped === 0 ? text : `${text}… (cut, ${dropped} more bytes)`;
}

async function open(
  client: KubeClient,
  namespace: string,
  context: { request: LogRequest; signal: AbortSignal },
): Promise<IncomingMessage> {
  const { pod, container, previous, tailLines, follow, since, timestamps = false } = context.request;
  return client.stream({
    path: `${objectPath("Pod", namespace, pod)}/log`,
    accept: "*/*",
    query: {
      ...(container === undefined ? {} : { container }),
      ...(since === undefined ? {} : { sinceTime: since }),
      ...{ previous, follow, tailLines, timestamps },
    },
    signal: context.signal,
  });
}

/**
 * Lines of a container's log, empty ones too. Reading is pulled: an answer that nobody reads fills its socket and waits there.
 * Throws `KubeError` when the log cannot be opened; a cut connection ends the lines.
 */
export async function* streamLogs(
  client: KubeClient,
  namespace: string,
  context: { request: LogRequest; signal: AbortSignal },
): AsyncGenerator<string> {
  const answer = await open(client, namespace, context);
  try {
    for await (const line of splitLines(answer, longestLine)) yield words(line);
  } catch (error) {
    if (!context.signal.aborted) throw error;
  } finally {
    answer.destroy();
  }
}
