/** What the outside does to the cluster. */
export interface Weather {
  /** Time from birth to ready. */
  readyAfterMs: number;
  graceMs: number;
  /** Images that contain this text never become ready. */
  brokenImage: string | null;
  reachable: boolean;
  /** Answer of the smoke check. */
  checkFails: boolean;
  /** A write happens, but its answer is lost. */
  loseAnswers: boolean;
}

/** Time, weather and the one counter that all parts of a simulated cluster share. */
export class SimulatedNature {
  now = 1_800_000_000_000;
  weather: Weather = {
    readyAfterMs: 3000,
    graceMs: 2000,
    brokenImage: null,
    reachable: true,
    checkFails: false,
    loseAnswers: false,
  };
  private serial = 0;

  next(): number {
    this.serial += 1;
    return this.serial;
  }

  version(): string {
    return String(this.next());
  }
}
