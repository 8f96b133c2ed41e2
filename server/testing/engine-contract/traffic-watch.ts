import { vi } from "vitest";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import type { RawList, RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath } from "@/server/adapters/kubernetes/resource-paths";
import { splitLines } from "@/server/adapters/kubernetes/watching/split-lines";
import { type Selected, type Sight, type SightedKind, sightedKinds, sightOf } from "./traffic-sight";

/** What a client of the active Service would have met, from watches that were open all the time. */
export interface TrafficWatch {
  /** Ready addresses behind the active Service now. */
  ready(): number;
  /** Fewest ready addresses since there were any. */
  least(): number;
  /** Where the active Service pointed, one after the other, since it first pointed anywhere. */
  colors(): readonly Selected[];
  /** Every version that was seen, in the order in which they were written. */
  sights(): readonly Sight[];
  /** Takes in a version that a writer was answered with, in case that no watch was open then. */
  admit(kind: SightedKind, object: RawObject): void;
  /** Waits until everything that is in the cluster now has been seen. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

const longestLine = 4 * 1024 * 1024;
/** Nothing is lost by waiting, and an API server that is just starting has enough to do. */
const retryMs = 500;

interface Followed {
  path: string;
  signal: AbortSignal;
  told(object: RawObject, gone: boolean): void;
  /** The list that a gap made necessary: what is not in it has gone meanwhile. */
  listed(list: RawList<RawObject>): void;
}

/** Tells of each change after `from` until the connection ends; answers with the version to go on from, or null after a gap. */
async function watchFrom(client: KubeClient, followed: Followed, from: string): Promise<string | null> {
  const { path, signal, told } = followed;
  let version = from;
  const query = {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: version,
    timeoutSeconds: 600,
  };
  try {
    const answer = await client.stream({ path, query, signal });
    for await (const { bytes } of splitLines(answer, longestLine)) {
      const { type, object } = JSON.parse(bytes.toString("utf8")) as { type: string; object: RawObject };
      if (type === "ERROR") return null;
      version = object.metadata.resourceVersion;
      if (type !== "BOOKMARK") told(object, type === "DELETED");
    }
  } catch (error) {
    if ((error as { status?: number }).status === 410) return null;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  return version;
}

/** Follows a kind in a namespace. A cut connection goes on where it ended; only what the API server has forgotten is listed again. */
async function follow(client: KubeClient, followed: Followed): Promise<void> {
  let from: string | null = null;
  while (!followed.signal.aborted) {
    if (from !== null) {
      from = await watchFrom(client, followed, from);
      continue;
    }
    try {
      const list: RawList<RawObject> = await client.json({ path: followed.path, signal: followed.signal });
      followed.listed(list);
      from = list.metadata.resourceVersion;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

/** Versions of the objects that a service's traffic depends on, each once. */
class Sights {
  private readonly all: Sight[] = [];
  private readonly known = new Map<string, RawObject>();
  private readonly versions = new Set<string>();
  private readonly service: string;

  constructor(service: string) {
    this.service = service;
  }

  take(kind: SightedKind, object: RawObject, gone = false): void {
    const { name, resourceVersion } = object.metadata;
    const version = `${kind}/${name}/${resourceVersion}`;
    if (this.versions.has(version)) return;
    this.versions.add(version);
    if (gone) this.known.delete(`${kind}/${name}`);
    else this.known.set(`${kind}/${name}`, object);
    const sight = sightOf(kind, { service: this.service, object, gone });
    if (sight !== null) this.all.push(sight);
  }

  /** What is not in a list has gone, at the latest at the list's version. */
  takeList(kind: SightedKind, { items, metadata }: RawList<RawObject>): void {
    const there = new Set((items ?? []).map((object) => `${kind}/${object.metadata.name}`));
    for (const [key, object] of this.known) {
      if (!key.startsWith(`${kind}/`) || there.has(key)) continue;
      const { resourceVersion } = metadata;
      this.take(kind, { ...object, metadata: { ...object.metadata, resourceVersion } }, true);
    }
    for (const object of items ?? []) this.take(kind, object);
  }

  has(kind: SightedKind, { metadata }: RawObject): boolean {
    return this.versions.has(`${kind}/${metadata.name}/${metadata.resourceVersion}`);
  }

  inOrder(): Sight[] {
    return [...this.all].sort((one, other) => one.version - other.version);
  }
}

/** Ready addresses after each change of them. */
function readyThrough(sights: readonly Sight[]): number[] {
  const slices = new Map<string, number>();
  return sights.flatMap((sight) => {
    if (sight.kind !== "slice") return [];
    slices.set(sight.name, sight.ready);
    return [...slices.values()].reduce((sum, count) => sum + count, 0);
  });
}

/** Where the active Service pointed, without repeats. */
export function selections(sights: readonly Sight[]): Selected[] {
  const all: Selected[] = [];
  for (const sight of sights) {
    if (sight.kind !== "service" || sight.selects === (all.at(-1) ?? "none")) continue;
    all.push(sight.selects);
  }
  return all;
}

/** Watches the active Service of a target, its EndpointSlices, its workloads and their autoscalers until `close`. */
export function watchTraffic(
  client: KubeClient,
  { namespace, service }: { namespace: string; service: string },
): TrafficWatch {
  const stop = new AbortController();
  const sights = new Sights(service);
  const following = sightedKinds.map((kind) =>
    follow(client, {
      path: collectionPath(kind, namespace),
      signal: stop.signal,
      told: (object, gone) => sights.take(kind, object, gone),
      listed: (list) => sights.takeList(kind, list),
    }),
  );
  const sawAll = async (kind: SightedKind): Promise<void> => {
    const { items }: RawList<RawObject> = await client.json({ path: collectionPath(kind, namespace) });
    await vi.waitFor(() => {
      const missed = (items ?? []).find((object) => !sights.has(kind, object));
      if (missed) throw new Error(`the watch did not see ${kind} ${missed.metadata.name} yet`);
    });
  };
  return {
    ready: () => readyThrough(sights.inOrder()).at(-1) ?? 0,
    least() {
      const counts = readyThrough(sights.inOrder());
      return Math.min(...counts.slice(counts.findIndex((count) => count > 0)));
    },
    colors: () => selections(sights.inOrder()),
    sights: () => sights.inOrder(),
    admit: (kind, object) => sights.take(kind, object),
    async caughtUp() {
      await Promise.all(sightedKinds.map(sawAll));
    },
    async close() {
      stop.abort();
      await Promise.all(following);
    },
  };
}
