import type { PodSeen } from "@/contracts/pod";
import { type FailedRun, failedRunOf, withWords } from "@/server/domain/health/failed-run";
import {
  type ClusterWatch,
  type ObjectKey,
  type ObservedObject,
  objectName,
} from "@/server/ports/cluster-watch";

/** Logs that are read at the same time: evidence must never slow the watches of a cluster in trouble. */
const readLimit = 4;

/** Completes pods whose containers failed with the last line that these wrote. */
export interface LastWords {
  /** The object with the lines that are known; lines that are not are read and the object is told again. */
  complete(object: ObservedObject): ObservedObject;
  forget(key: ObjectKey): void;
  /** A complete list of pods: all others are forgotten. */
  keepOnly(names: ReadonlySet<string>): void;
}

/** Reads each failed run once. `tell` gets the object again, complete. */
export function createLastWords(options: {
  watch: ClusterWatch;
  signal: AbortSignal;
  tell: (object: ObservedObject) => void;
}): LastWords {
  const { watch, signal, tell } = options;
  /** Lines by run; null while one is read or when there is none. */
  const lines = new Map<string, string | null>();
  const newest = new Map<string, ObservedObject>();
  let reading = 0;

  async function read(object: ObservedObject, crash: FailedRun): Promise<void> {
    reading += 1;
    const line = await watch.lastLogLine(
      { namespace: object.namespace, pod: object.name, container: crash.container, previous: crash.previous },
      signal,
    );
    reading -= 1;
    const current = newest.get(object.uid);
    if (line === null || !current) return;
    lines.set(crash.id, line);
    tell(complete(current));
  }

  function words(object: ObservedObject, crash: FailedRun): string | null {
    const known = lines.get(crash.id);
    if (known !== undefined || reading >= readLimit) return known ?? null;
    lines.set(crash.id, null);
    void read(object, crash);
    return null;
  }

  function complete(object: ObservedObject): ObservedObject {
    if (object.kind !== "Pod") return object;
    const pod = object.body as PodSeen;
    newest.set(object.uid, object);
    const containers = pod.containers.map((container) => {
      const crash = failedRunOf(pod, container);
      const line = crash === null ? null : words(object, crash);
      return crash === null || line === null ? container : withWords(container, crash, line);
    });
    return { ...object, body: { ...pod, containers } };
  }

  function forgetWhere(isGone: (name: string) => boolean): void {
    for (const [uid, object] of newest) {
      if (!isGone(objectName(object))) continue;
      newest.delete(uid);
      for (const id of lines.keys()) if (id.startsWith(`${uid} `)) lines.delete(id);
    }
  }

  return {
    complete,
    forget(key) {
      if (key.kind === "Pod") forgetWhere((name) => name === objectName(key));
    },
    keepOnly: (names) => forgetWhere((name) => !names.has(name)),
  };
}
