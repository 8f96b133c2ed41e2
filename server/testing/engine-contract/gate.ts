import type { Effect } from "@/server/domain/rollout/effect";

/** A door that a worker waits at, before it performs an effect. */
export interface Gate {
  /** For the worker's fate. */
  gate(effect: Effect): Promise<void>;
  /** The door is closed from now on. */
  arm(): void;
  open(): void;
  /** Resolves when a worker stands before it. */
  readonly met: Promise<void>;
}

/** A gate before the effect with this key. */
export function createGate(key: string): Gate {
  let armed = false;
  let open = (): void => {};
  let meet = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  return {
    async gate(effect) {
      if (!armed || effect.key !== key) return;
      meet();
      await opened;
    },
    arm() {
      armed = true;
    },
    open: () => open(),
    met,
  };
}
