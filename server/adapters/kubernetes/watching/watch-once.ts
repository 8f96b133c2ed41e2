import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError, type KubeStatus } from "@/server/adapters/kubernetes/client/kube-error";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath } from "@/server/adapters/kubernetes/resource-paths";
import { splitLines } from "./split-lines";

/** One change off the wire. */
export interface WatchEvent {
  type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  object: RawObject;
}

export interface WatchRequest {
  kind: string;
  labelSelector: string | undefined;
  resourceVersion: string;
  /** The server ends the watch after this time (s); it is then resumed from the last version. */
  timeoutSeconds: number;
  signal: AbortSignal;
}

/** Longest event (bytes): twice what an API server accepts as an object. */
const longestEvent = 4 * 1024 * 1024;

function parse(line: Buffer): { type: string; object: unknown } {
  return JSON.parse(line.toString("utf8")) as { type: string; object: unknown };
}

/**
 * One watch from a version on. Ends when the server ends it; throws `KubeError` for an error event (410: the version is too
 * old) and whatever the socket says when it is cut. `opened` is called when the server accepted the watch.
 */
export async function* watchOnce(
  client: KubeClient,
  request: WatchRequest,
  opened: () => void,
): AsyncGenerator<WatchEvent> {
  const answer = await client.stream({
    path: collectionPath(request.kind, null),
    query: {
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion: request.resourceVersion,
      timeoutSeconds: request.timeoutSeconds,
      ...(request.labelSelector === undefined ? {} : { labelSelector: request.labelSelector }),
    },
    signal: request.signal,
  });
  opened();
  try {
    for await (const { bytes } of splitLines(answer, longestEvent)) {
      if (bytes.length === 0) continue;
      const event = parse(bytes);
      if (event.type === "ERROR") {
        const status = event.object as KubeStatus & { code?: number };
        throw new KubeError(status.code ?? 500, status);
      }
      yield event as WatchEvent;
    }
  } finally {
    answer.destroy();
  }
}
