import { timeOf } from "@/sandbox/kernel/timestamp";
import { type Controller, type ControllerContext, fromKey, keyOf } from "./controller";

/** Events live for an hour after they happened last. */
const LIFETIME_MS = 3_600_000;
/** Events that end close together go in one turn. */
const TURN_MS = 30_000;

/** Deletes Events an hour after their last occurrence. One timer waits for the oldest; nothing looks at the others. */
export function createEventExpiry(context: ControllerContext): Controller {
  const { client, clock } = context;
  // In the order of their first occurrence, which is also the order in which they can end first.
  const waiting = new Set<string>();
  let cancel: (() => void) | undefined;
  let unwatch = () => {};

  const endOf = (key: string): number | undefined => {
    const { namespace, name } = fromKey(key);
    const event = client.get("events", namespace, name);
    return event === undefined
      ? undefined
      : timeOf(event["lastTimestamp"] ?? event.metadata.creationTimestamp) + LIFETIME_MS;
  };

  const drop = (key: string) => {
    waiting.delete(key);
    const end = endOf(key);
    if (end === undefined) return;
    if (end > clock.now()) waiting.add(key);
    else client.delete("events", fromKey(key));
  };

  const turn = () => {
    cancel = undefined;
    const due = [...waiting].filter((key) => (endOf(key) ?? 0) <= clock.now());
    for (const key of due) drop(key);
    arm();
  };

  function arm(): void {
    const [oldest] = waiting;
    if (cancel !== undefined || oldest === undefined) return;
    const end = endOf(oldest) ?? clock.now();
    cancel = clock.after(Math.max(TURN_MS, end - clock.now() + TURN_MS), turn);
  }

  return {
    start() {
      unwatch = client.watch("events", ({ type, object }) => {
        if (type === "DELETED") waiting.delete(keyOf(object));
        else if (type === "ADDED") waiting.add(keyOf(object));
        arm();
      });
      for (const event of client.list("events")) waiting.add(keyOf(event));
      arm();
    },
    stop() {
      unwatch();
      cancel?.();
    },
  };
}
