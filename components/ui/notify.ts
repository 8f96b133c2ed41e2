/** A message that a person should see once. */
export type ToastMessage = {
  id: string;
  text: string;
  /** `asked` while the cluster has not said so yet, `done` when it has, `failed` when my own action failed. */
  state: "asked" | "done" | "failed";
  /** The audit row: "A-48213", linked after "Recorded as". */
  record?: { label: string; href: string } | undefined;
};

type Listener = (message: ToastMessage) => void;

const listeners = new Set<Listener>();
const waiting: ToastMessage[] = [];
let counter = 0;

/** Shows a toast. The same id replaces the one before: "Asked 14:02:11" becomes "Switched 10.8 req/s to green". Gives its id. */
export function notify(message: Omit<ToastMessage, "id"> & { id?: string }): string {
  counter += 1;
  const full: ToastMessage = { ...message, id: message.id ?? `toast-${counter}` };
  if (listeners.size === 0) waiting.push(full);
  for (const listener of listeners) listener(full);
  return full.id;
}

/** Receives every message, first those that came before anybody listened. Gives the way to stop. */
export function listenToToasts(listener: Listener): () => void {
  listeners.add(listener);
  for (const message of waiting.splice(0)) listener(message);
  return () => {
    listeners.delete(listener);
  };
}
