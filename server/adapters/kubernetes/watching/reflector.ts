import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { listPage } from "@/server/adapters/kubernetes/reading/list-all";
import { objectName, type WatchedKind, type WatchSink } from "@/server/ports/cluster-watch";
import { createBackoff, pause } from "./pauses";
import { watchOnce } from "./watch-once";
import { observedObject, selectorOf } from "./watched-sources";

/** Times of a reflector, in ms. */
export interface ReflectorTimes {
  /** A watch that is silent this long (bookmarks come each minute) is taken for dead and opened again. */
  silenceLimit: number;
  /** The server ends a watch after this time plus up to a half of it. */
  watchLife: number;
  firstBackoff: number;
  backoffLimit: number;
}

const usualTimes: ReflectorTimes = {
  silenceLimit: 150_000,
  watchLife: 300_000,
  firstBackoff: 500,
  backoffLimit: 15_000,
};

interface ReflectorOptions {
  client: KubeClient;
  kind: WatchedKind;
  sink: WatchSink;
  times?: Partial<ReflectorTimes>;
  random?: () => number;
}

/** Ends one watch when nothing has been heard for too long. */
function createSilenceGuard(
  limit: number,
  outer: AbortSignal,
): { signal: AbortSignal; heard(): void; close(): void; fell: () => boolean } {
  const controller = new AbortController();
  let silent = false;
  const end = (): void => controller.abort();
  const fall = (): void => {
    silent = true;
    end();
  };
  let timer = setTimeout(fall, limit);
  outer.addEventListener("abort", end, { once: true });
  if (outer.aborted) end();
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(fall, limit);
    },
    close() {
      clearTimeout(timer);
      outer.removeEventListener("abort", end);
    },
    fell: () => silent,
  };
}

function isTooOld(error: unknown): boolean {
  return error instanceof KubeError && (error.status === 410 || error.body.reason === "Expired");
}

function isRefused(error: unknown): boolean {
  return error instanceof KubeError && (error.status === 401 || error.status === 403);
}

/** What one reflector works with. */
interface Reflection {
  client: KubeClient;
  kind: WatchedKind;
  sink: WatchSink;
  labelSelector: string | undefined;
  times: ReflectorTimes;
  random: () => number;
  backoff: ReturnType<typeof createBackoff>;
}

/** Tells every object of a complete list; returns the list's version. */
async function list({ client, kind, sink, labelSelector }: Reflection, signal: AbortSignal): Promise<string> {
  const names = new Set<string>();
  const request = {
    kind,
    namespace: null,
    signal,
    ...(labelSelector === undefined ? {} : { labelSelector }),
  };
  let cursor: string | undefined;
  for (;;) {
    const page = await listPage<RawObject>(client, request, cursor);
    for (const raw of page.items ?? []) {
      const object = observedObject(kind, raw);
      names.add(objectName(object));
      sink.set(object);
    }
    cursor = page.metadata.continue === "" ? undefined : page.metadata.continue;
    if (cursor !== undefined) continue;
    sink.listed(kind, names);
    return page.metadata.resourceVersion;
  }
}

/** Tells changes until the server ends the watch; `reached` gets every version, so that the next watch resumes there. */
async function watch(
  reflection: Reflection,
  from: string,
  context: { outer: AbortSignal; reached: (version: string) => void },
): Promise<void> {
  const { client, kind, sink, labelSelector, times, random, backoff } = reflection;
  const guard = createSilenceGuard(times.silenceLimit, context.outer);
  const timeoutSeconds = Math.max(1, Math.round((times.watchLife * (1 + random() / 2)) / 1000));
  const opened = (): void => {
    backoff.reset();
    guard.heard();
    sink.link(kind, "live", null);
  };
  const request = { kind, labelSelector, resourceVersion: from, timeoutSeconds, signal: guard.signal };
  try {
    for await (const { type, object } of watchOnce(client, request, opened)) {
      guard.heard();
      context.reached(object.metadata.resourceVersion);
      if (type === "BOOKMARK") continue;
      const seen = observedObject(kind, object);
      if (type === "DELETED") sink.gone(seen);
      else sink.set(seen);
    }
  } catch (error) {
    throw guard.fell() ? new Error(`Nothing heard for ${times.silenceLimit / 1000} s.`) : error;
  } finally {
    guard.close();
  }
}

function reflectionOf(options: ReflectorOptions): Reflection {
  const { client, kind, sink } = options;
  const times = { ...usualTimes, ...options.times };
  const random = options.random ?? Math.random;
  const backoff = createBackoff({ first: times.firstBackoff, limit: times.backoffLimit, random });
  return { client, kind, sink, labelSelector: selectorOf(kind), times, random, backoff };
}

/**
 * Lists a kind page by page, then watches it from the list's version; a version that is too old starts over with a list
 * (the sink finds out what vanished meanwhile), every other error resumes. Versions are opaque: kept, sent back, never compared.
 */
export function createReflector(options: ReflectorOptions): { run(signal: AbortSignal): Promise<void> } {
  const reflection = reflectionOf(options);
  const { kind, sink, backoff } = reflection;
  let version: string | null = null;
  const reached = (newest: string): void => {
    version = newest;
  };

  /** One list or one watch; returns how long to wait before the next (ms). */
  async function step(signal: AbortSignal): Promise<number> {
    try {
      if (version === null) {
        version = await list(reflection, signal);
        return 0;
      }
      const begun = performance.now();
      await watch(reflection, version, { outer: signal, reached });
      // A server that ends every watch at once must not make us spin.
      return performance.now() - begun < 1000 ? backoff.next() : 0;
    } catch (error) {
      if (signal.aborted) return 0;
      if (isTooOld(error)) {
        version = null;
        return backoff.next();
      }
      sink.link(
        kind,
        isRefused(error) ? "refused" : "stale",
        error instanceof Error ? error.message : String(error),
      );
      return backoff.next();
    }
  }

  return {
    async run(signal) {
      sink.link(kind, "connecting", null);
      while (!signal.aborted) {
        const wait = await step(signal);
        if (wait > 0) await pause(wait, signal);
      }
    },
  };
}
