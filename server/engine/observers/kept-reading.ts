import type { EndedRun } from "@/server/domain/health/ended-run";
import type { ClusterWatch, ObservedObject } from "@/server/ports/cluster-watch";
import type { KeptRun } from "@/server/ports/kept-logs";
import { LastLines } from "./last-lines";

/** Lines that are asked for; what is kept of them is bounded by `LastLines`. */
const tail = 200;

/** Longest wait for a container that is told to stop and does not, in ms: one that hangs must not hold a connection for days. */
const longestEnd = 600_000;

/** How long a log may go on after its pod is gone, in ms: what is under way still arrives. */
const farewell = 5_000;

/** How often a log that flows is offered to the store, in ms: pods at full rate must not write all the time. */
const offeredEvery = 2_000;

const tries = 3;

/** The later one of a moment and that of a line, ISO 8601. */
function later(moment: string, line: string | undefined): string {
  const written = Date.parse(line?.split(" ", 1)[0] ?? "");
  return written > Date.parse(moment) ? new Date(written).toISOString() : moment;
}

/** The last lines of one run: read, and read again when that failed and the pod is still there. */
export class KeptReading {
  readonly #pod: ObservedObject;
  readonly #stop = new AbortController();
  #run: EndedRun;
  #endSeenAt: string;
  #lines = new LastLines();
  #problem: string | null = null;
  #attempts = 0;
  #state: "waiting" | "reading" | "done" | "failed" = "waiting";
  /** Whether what is stored is older than what is known. */
  isDirty = false;

  /** @param seenAt moment that stands for the end until it is known, ISO 8601 */
  constructor(pod: ObservedObject, run: EndedRun, seenAt: string) {
    this.#pod = pod;
    this.#run = run;
    this.#endSeenAt = seenAt;
  }

  get uid(): string {
    return this.#pod.uid;
  }

  /** It was read, or could not be. */
  get hasEnded(): boolean {
    return this.#state === "done" || this.#state === "failed";
  }

  /** Nothing more can come, whatever becomes of the pod. */
  get isOver(): boolean {
    return this.#state === "done" && this.#run.cause === "crashed";
  }

  get mayTryAgain(): boolean {
    return this.#state === "failed" && this.#attempts < tries;
  }

  /** Takes over what is newly known of the end. */
  learn(run: EndedRun): void {
    if (JSON.stringify(run) === JSON.stringify(this.#run)) return;
    this.#run = run;
    this.isDirty = true;
  }

  /** It is read as soon as it is its turn. */
  wait(): void {
    this.#state = "waiting";
  }

  /** The pod is gone: what is not read by now hardly will be. */
  gone(seenAt: string): void {
    this.#endSeenAt = seenAt;
    if (this.#state === "reading") setTimeout(() => this.#stop.abort(), farewell).unref();
  }

  /** Nothing can be read. */
  giveUp(problem: string): void {
    this.#state = "done";
    this.#problem = problem;
    this.isDirty = true;
  }

  /** Reads to the end; `changed` is called when there is something to store. Never rejects. */
  async read(watch: ClusterWatch, parts: { signal: AbortSignal; changed: () => void }): Promise<void> {
    const limit = AbortSignal.any([parts.signal, this.#stop.signal, AbortSignal.timeout(longestEnd)]);
    const { container, previous, isEnding: follow } = this.#run;
    const { namespace, name: pod } = this.#pod;
    this.#state = "reading";
    this.#attempts += 1;
    const lines = new LastLines();
    let offeredAt = performance.now();
    try {
      for await (const line of watch.logLines({ namespace, pod, container, previous, tail, follow }, limit)) {
        lines.add(line);
        this.#lines = lines;
        if (performance.now() - offeredAt < offeredEvery) continue;
        offeredAt = performance.now();
        this.isDirty = true;
        parts.changed();
      }
      this.#state = "done";
      this.#problem = null;
    } catch (error) {
      this.#state = "failed";
      this.#problem = `The cluster did not give its log: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.isDirty = true;
    parts.changed();
  }

  /** As it is stored. */
  kept(): KeptRun {
    const { container, startedAt, cause, reason, exitCode, endedAt } = this.#run;
    const { namespace, name, uid, color, service } = this.#pod;
    const lines = this.#lines.lines;
    return {
      ...{ namespace, service: service ?? "", color, pod: name, uid, container, startedAt },
      ...{ cause, reason, exitCode, endedAt: endedAt ?? later(this.#endSeenAt, lines.at(-1)) },
      ...{ lines, problem: this.#problem },
    };
  }
}
