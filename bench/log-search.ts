import { keptLines, LogBuffer } from "@/components/logs/log-buffer";
import type { LogEntry } from "@/components/logs/log-entry";
import { FilteredEntries, logFilter } from "@/components/logs/log-filter";
import { answerPattern } from "@/components/logs/pattern-answer";
import { type GateResult, rounded } from "./gate";

const searches = [
  { text: "timeout", isPattern: false },
  { text: "status=5\\d\\d|latency", isPattern: true },
  { text: "no line says this", isPattern: false },
] as const;

const lineOf = (index: number): string =>
  `2026-11-23T10:${String(Math.floor(index / 60_000) % 60).padStart(2, "0")}:${String(Math.floor(index / 1000) % 60).padStart(2, "0")}.${String(index % 1000).padStart(3, "0")}Z api-blue-7d4-${index % 12} {"level":"info","msg":"request ${index}","path":"/api/orders/${index * 7919}","status":${index % 97 === 0 ? 503 : 200},"latencyMs":${index % 400}}`;

/** As the page asks its thread: lines joined in chunks. */
function searchByPattern(entries: readonly LogEntry[], source: string): void {
  for (let from = 0; from < entries.length; from += 5_000) {
    const part = entries.slice(from, from + 5_000);
    const lines = part.map(({ text }) => text).join("\n");
    answerPattern({ source, lines, wantsMarks: false });
  }
}

/** L1: a tab's worth of lines, searched anew: what a person waits for after the last key. */
export async function measureLogSearch(): Promise<GateResult> {
  const before = process.memoryUsage().heapUsed;
  const buffer = new LogBuffer();
  for (let index = 0; index < keptLines; index += 1000)
    buffer.append(Array.from({ length: 1000 }, (_, offset) => lineOf(index + offset)));
  const heap = process.memoryUsage().heapUsed - before;
  const times = searches.map(({ text, isPattern }) => {
    const since = performance.now();
    if (isPattern) searchByPattern(buffer.entries, text);
    else new FilteredEntries().of(buffer.entries, logFilter(text, false));
    return performance.now() - since;
  });
  const figures = {
    lines: buffer.entries.length,
    slowestMs: rounded(Math.max(...times)),
    heapMb: rounded(heap / 1024 ** 2),
  };
  return {
    id: "L1",
    goal: "200,000 log lines: a search takes at most 300 ms, the lines at most 150 MB",
    passed: figures.slowestMs <= 300 && figures.heapMb <= 150,
    figures,
  };
}
