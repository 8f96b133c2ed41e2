import type { ObjectEvent, Resource } from "@/sandbox/kernel/cluster-client";
import type { Controller, ControllerContext } from "./controller";
import { keyOf } from "./controller";
import { createWorkQueue, type WorkQueue } from "./work-queue";

interface Wiring {
  /** The kind that is reconciled. */
  resource: Resource;
  /** Other kinds, and the keys that a change of one of their objects concerns. */
  related?: Readonly<Record<Resource, (event: ObjectEvent) => Iterable<string>>>;
  /** Brings one key to its wish; the queue is there for later looks. */
  reconcile(key: string, queue: WorkQueue): void;
}

/** A controller over one kind: events of it and of related kinds put keys in a queue. */
export function createWatchingController(context: ControllerContext, wiring: Wiring): Controller {
  const { client } = context;
  const queue: WorkQueue = createWorkQueue(context, (key) => wiring.reconcile(key, queue));
  const stops: (() => void)[] = [];
  return {
    start() {
      queue.start();
      stops.push(client.watch(wiring.resource, (event) => queue.add(keyOf(event.object))));
      for (const [resource, keys] of Object.entries(wiring.related ?? {})) {
        stops.push(
          client.watch(resource, (event) => {
            for (const key of keys(event)) queue.add(key);
          }),
        );
      }
      for (const object of client.list(wiring.resource)) queue.add(keyOf(object));
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      queue.stop();
    },
  };
}
