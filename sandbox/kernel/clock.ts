/** Time as the sandbox sees it, so that tests can drive it. All times are milliseconds since the epoch. */
export interface SandboxClock {
  now(): number;
  /** Runs once after `delayMs`; returns the cancel. */
  after(delayMs: number, run: () => void): () => void;
  /** Runs every `periodMs` until canceled. */
  every(periodMs: number, run: () => void): () => void;
}
