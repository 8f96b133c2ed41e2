import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import type { RawList } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath } from "@/server/adapters/kubernetes/resource-paths";

/** What to list. */
export interface ListRequest {
  kind: string;
  /** All namespaces when null. */
  namespace: string | null;
  labelSelector?: string;
  signal: AbortSignal;
}

/** Objects asked for per page: small pages keep each parse short, so that the event loop never stalls. */
export const pageSize = 250;

/** One page of a list. */
export function listPage<T>(
  client: KubeClient,
  request: ListRequest,
  cursor: string | undefined,
): Promise<RawList<T>> {
  return client.json<RawList<T>>({
    path: collectionPath(request.kind, request.namespace),
    query: {
      limit: pageSize,
      ...(request.labelSelector === undefined ? {} : { labelSelector: request.labelSelector }),
      ...(cursor === undefined ? {} : { continue: cursor }),
    },
    signal: request.signal,
  });
}

/** Every object of a list, page by page. */
export async function listAll<T>(client: KubeClient, request: ListRequest): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPage<T>(client, request, cursor);
    items.push(...(page.items ?? []));
    cursor = page.metadata.continue === "" ? undefined : page.metadata.continue;
  } while (cursor !== undefined);
  return items;
}
