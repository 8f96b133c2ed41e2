import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createReflector, type ReflectorTimes } from "@/server/adapters/kubernetes/watching/reflector";
import type { LinkState, ObservedObject, WatchedKind, WatchSink } from "@/server/ports/cluster-watch";

/** What a sink was told, as a cache would hold it. */
export interface Recording {
  objects: Map<string, ObservedObject>;
  gone: string[];
  lists: number;
  states: LinkState[];
  errors: string[];
  stop(): Promise<void>;
}

/** Runs a reflector until `stop` and keeps what it tells. */
export function record(
  client: KubeClient,
  kind: WatchedKind,
  times: Partial<ReflectorTimes> = {},
): Recording {
  const stop = new AbortController();
  const seen: Omit<Recording, "stop"> = { objects: new Map(), gone: [], lists: 0, states: [], errors: [] };
  const sink: WatchSink = {
    set: (object) => void seen.objects.set(object.name, object),
    gone(key) {
      seen.objects.delete(key.name);
      seen.gone.push(key.name);
    },
    listed(_kind, names) {
      seen.lists += 1;
      for (const [name, object] of seen.objects)
        if (!names.has(`${object.namespace}/${name}`)) seen.objects.delete(name);
    },
    link(_kind, state, error) {
      seen.states.push(state);
      if (error !== null) seen.errors.push(error);
    },
  };
  const quick = { firstBackoff: 20, backoffLimit: 200, ...times };
  const ended = createReflector({ client, kind, sink, times: quick }).run(stop.signal);
  return Object.assign(seen, {
    async stop() {
      stop.abort();
      await ended;
    },
  });
}
