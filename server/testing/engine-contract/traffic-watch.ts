import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import type {
  RawEndpointSlice,
  RawList,
  RawObject,
  RawService,
} from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath } from "@/server/adapters/kubernetes/resource-paths";
import { splitLines } from "@/server/adapters/kubernetes/watching/split-lines";
import { labels } from "@/server/domain/rollout/target";

/** What a client of the active Service would have met, from watches that were open all the time. */
export interface TrafficWatch {
  /** Ready addresses behind the active Service now. */
  ready(): number;
  /** Fewest ready addresses since `mark`, or since there were any. */
  least(): number;
  /** Colors that the active Service selected one after the other, since it was created. */
  colors(): readonly string[];
  /** Counts from now on. */
  mark(): void;
  close(): Promise<void>;
}

const longestLine = 4 * 1024 * 1024;

type Told = (type: string, object: RawObject) => void;

/** Tells of what is there, then of each change, until the connection ends. Throws when it ends badly. */
async function listAndWatch(
  client: KubeClient,
  { path, signal }: { path: string; signal: AbortSignal },
  told: Told,
): Promise<void> {
  const list: RawList<RawObject> = await client.json({ path, signal });
  for (const object of list.items ?? []) told("ADDED", object);
  const query = {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: list.metadata.resourceVersion,
    timeoutSeconds: 600,
  };
  const answer = await client.stream({ path, query, signal });
  for await (const line of splitLines(answer, longestLine)) {
    const { type, object } = JSON.parse(line.toString("utf8")) as { type: string; object: RawObject };
    if (type === "ERROR") throw new Error("the watch ended");
    if (type !== "BOOKMARK") told(type, object);
  }
}

/** Follows a kind in a namespace; whatever was missed while the API server was away on purpose is listed again. */
async function follow(
  client: KubeClient,
  { kind, namespace, signal }: { kind: string; namespace: string; signal: AbortSignal },
  told: Told,
): Promise<void> {
  const path = collectionPath(kind, namespace);
  while (!signal.aborted) {
    await listAndWatch(client, { path, signal }, told).catch(
      () => new Promise((resolve) => setTimeout(resolve, 100)),
    );
  }
}

function readyIn(slice: RawEndpointSlice): number {
  return (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
}

/** Watches the active Service of a target and its EndpointSlices until `close`. */
export function watchTraffic(
  client: KubeClient,
  { namespace, service }: { namespace: string; service: string },
): TrafficWatch {
  const stop = new AbortController();
  const slices = new Map<string, number>();
  const colors: string[] = [];
  let least = Number.POSITIVE_INFINITY;
  const ready = (): number => [...slices.values()].reduce((sum, count) => sum + count, 0);
  const onSlice = (type: string, object: RawObject): void => {
    if (object.metadata.labels?.["kubernetes.io/service-name"] !== service) return;
    if (type === "DELETED") slices.delete(object.metadata.name);
    else slices.set(object.metadata.name, readyIn(object as RawEndpointSlice));
    if (ready() > 0 || least < Number.POSITIVE_INFINITY) least = Math.min(least, ready());
  };
  const onService = (_type: string, object: RawObject): void => {
    if (object.metadata.name !== service) return;
    const color = (object as RawService).spec?.selector?.[labels.color];
    if (color !== undefined && colors.at(-1) !== color) colors.push(color);
  };
  const place = { namespace, signal: stop.signal };
  const following = [
    follow(client, { kind: "EndpointSlice", ...place }, onSlice),
    follow(client, { kind: "Service", ...place }, onService),
  ];
  return {
    ready,
    least: () => least,
    colors: () => colors,
    mark() {
      least = ready();
    },
    async close() {
      stop.abort();
      await Promise.all(following);
    },
  };
}
