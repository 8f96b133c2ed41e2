import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { KubeRequest } from "@/server/adapters/kubernetes/client/kube-request";
import type { RawObject, RawService } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { annotations } from "@/server/domain/rollout/target";

/** A write of the active Service's selector that a worker sent, also one that changes nothing and that no watch tells of. */
export interface SelectorWrite {
  /** Epoch that the API server had to find on the Service; null when the write did not ask for any. */
  fence: number | null;
  answer: "accepted" | "refused" | "none";
}

/** A client that passes everything on and remembers what moves traffic. */
export interface RecordedClient extends KubeClient {
  writes(): readonly SelectorWrite[];
}

interface PatchOperation {
  op: string;
  path: string;
  value?: unknown;
}

const fencePath = `/metadata/annotations/${annotations.fence.replaceAll("/", "~1")}`;

function isWrite({ method = "GET", query }: KubeRequest): boolean {
  return method !== "GET" && method !== "HEAD" && query?.["dryRun"] === undefined;
}

/** The fence that a JSON patch of a selector tests; undefined when it leaves the selector alone. */
function fenceOfPatch(operations: readonly PatchOperation[]): number | null | undefined {
  const moves = operations.some(({ op, path }) => op !== "test" && path.startsWith("/spec/selector"));
  const test = operations.find(({ op, path }) => op === "test" && path === fencePath);
  const fence = test === undefined ? null : Number(test.value);
  return moves ? fence : undefined;
}

/** The fence that a selector write tests, which only a JSON patch can; undefined for a request that leaves the selector alone. */
function fenceTested(request: KubeRequest): number | null | undefined {
  if (!isWrite(request)) return undefined;
  if (request.patch === "json") return fenceOfPatch(request.body as readonly PatchOperation[]);
  const whole = request.body as RawService | undefined;
  return whole?.spec?.selector === undefined ? undefined : null;
}

/** Records what workers send to the active Service of a target; `answered` hears each version that they were answered with. */
export function recordWrites(
  client: KubeClient,
  { namespace, service }: { namespace: string; service: string },
  answered: (service: RawObject) => void,
): RecordedClient {
  const path = objectPath("Service", namespace, service);
  const writes: SelectorWrite[] = [];
  return {
    ...client,
    writes: () => writes,
    async json<T>(request: KubeRequest): Promise<T> {
      const fence = request.path === path ? fenceTested(request) : undefined;
      if (fence === undefined) return client.json<T>(request);
      try {
        const answer = await client.json<T>(request);
        writes.push({ fence, answer: "accepted" });
        answered(answer as RawObject);
        return answer;
      } catch (error) {
        writes.push({ fence, answer: error instanceof KubeError && error.status < 500 ? "refused" : "none" });
        throw error;
      }
    },
  };
}
