import { useEffect, useRef, useState } from "react";
import { backoff } from "@/components/live/backoff";
import { problemOf } from "@/components/queries/problem-error";
import { followServiceLogs, type LogsChoice } from "@/components/queries/service-logs";
import type { Problem } from "@/contracts/problem";
import { LogBuffer } from "./log-buffer";

/** Lines of each pod at the beginning; the whole of a gap afterwards. */
const firstLines = 500;
const gapLines = 50_000;
/** Lines come in bursts; the list is drawn this often at most. */
const drawMs = 60;

/** `waiting`: there is no pod. `again`: the connection broke and is tried again. */
type Phase = "opening" | "following" | "waiting" | "again" | "ended" | "refused";

/** How the reading stands. */
export interface LogsState {
  phase: Phase;
  problem: Problem | null;
  /** Grows whenever the lines changed. */
  version: number;
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Reads until it ends, is refused or aborted; a connection that breaks is opened again where it broke. */
async function readAll(
  parts: {
    buffer: LogBuffer;
    choice: LogsChoice;
    say: (state: Partial<LogsState>) => void;
    draw: () => void;
  },
  signal: AbortSignal,
): Promise<void> {
  const { buffer, choice, say, draw } = parts;
  for (let failures = 0; !signal.aborted; ) {
    const since = buffer.resumeAt;
    buffer.resume();
    try {
      const from = since === null ? choice : { ...choice, since };
      const more = { tail: since === null ? firstLines : gapLines, follow: choice.run === "now" };
      for await (const lines of followServiceLogs(from, more, signal)) {
        failures = 0;
        buffer.append(lines);
        say({ phase: "following" });
        draw();
      }
      if (choice.run !== "now") {
        say({ phase: "ended" });
        return;
      }
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemOf(error);
      if (problem.status < 500 && problem.status !== 429) {
        say({ phase: "refused", problem });
        return;
      }
    }
    failures += 1;
    say({ phase: "again" });
    await pause(backoff(failures, Math.random()), signal);
  }
}

/** Says which pods came and went since the last reading, between the lines. */
function tellChanges(buffer: LogBuffer, before: readonly string[], now: readonly string[]): void {
  const at = new Date().toISOString();
  for (const pod of now) if (!before.includes(pod)) buffer.remark(`${pod} joins.`, at);
  for (const pod of before) if (!now.includes(pod)) buffer.remark(`${pod} is gone. Its lines stay here.`, at);
}

/**
 * The merged log of a choice of pods. A new choice begins anew; when pods come and go, or the reader looks away for a while, it
 * goes on where it was.
 * @param pods names of the pods that are read
 * @param isAwake false: nothing is read for now
 */
export function useServiceLogs(choice: LogsChoice, pods: readonly string[], isAwake: boolean) {
  const [buffer] = useState(() => new LogBuffer());
  const [state, setState] = useState<LogsState>({ phase: "opening", problem: null, version: 0 });
  const last = useRef<{ key: string; pods: readonly string[] }>({ key: "", pods: [] });
  const names = pods.join();
  // What was kept is read whole: with another run in it, it begins anew.
  const key = JSON.stringify(choice.run === "kept" ? [choice, names] : choice);

  // biome-ignore lint/correctness/useExhaustiveDependencies: key and names stand for the choice and the pods
  useEffect(() => {
    if (!isAwake) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (more: Partial<LogsState>): void => setState((known) => ({ ...known, ...more }));
    const draw = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setState((known) => ({ ...known, version: known.version + 1 }));
      }, drawMs);
    };
    if (last.current.key === key) tellChanges(buffer, last.current.pods, pods);
    else buffer.clear();
    last.current = { key, pods };
    say({ phase: pods.length === 0 ? "waiting" : "opening", problem: null });
    draw();
    if (pods.length > 0) void readAll({ buffer, choice, say, draw }, abort.signal);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [buffer, key, names, isAwake]);

  return { entries: buffer.entries, dropped: buffer.dropped, ...state };
}
