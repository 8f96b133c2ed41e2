import type { EngineOptions } from "./engine-options";
import { createRolloutRunner } from "./rollout-runner";
import { createCaretaker } from "./scaling-reconciler";

/** The deploy engine of one worker process. */
export interface Engine {
  /** Begins to work; resolves once it listens. */
  start(): Promise<void>;
  /** Ends the current calls and gives all leases back, so that the next worker goes on at once. */
  stop(): Promise<void>;
}

/** Composes the release loop and, when a scaling store is given, the loop that looks after idle targets. */
export function createEngine(options: EngineOptions): Engine {
  const runner = createRolloutRunner(options);
  const caretaker =
    options.scaling === undefined ? null : createCaretaker({ ...options, scaling: options.scaling });
  return {
    async start() {
      await runner.start();
      caretaker?.start();
    },
    async stop() {
      await Promise.all([runner.stop(), caretaker?.stop()]);
    },
  };
}
