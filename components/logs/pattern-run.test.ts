import { afterEach, describe, expect, test, vi } from "vitest";
import { readEntry } from "./log-entry";
import { answerPattern } from "./pattern-answer";
import { PatternRun } from "./pattern-run";
import { PatternThread, type Thread, type ThreadEvents } from "./pattern-thread";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    readEntry(`2026-11-23T10:00:00Z api-blue-7xk2 ${(from + index) % 2 ? "odd" : "even"}`, from + index),
  );
const numbers = (run: PatternRun) => run.found.map(({ number }) => number);

/** A thread that answers at once. */
function willing({ ready, answer }: ThreadEvents): Thread {
  queueMicrotask(ready);
  return { ask: (question) => queueMicrotask(() => answer(answerPattern(question))), end: () => undefined };
}

/** A thread that is caught in its first question. */
function caught() {
  const seen = { isEnded: false };
  const open = ({ ready }: ThreadEvents): Thread => {
    queueMicrotask(ready);
    return {
      ask: () => undefined,
      end: () => {
        seen.isEnded = true;
      },
    };
  };
  return { seen, open };
}

afterEach(() => void vi.useRealTimers());

describe("a search for a pattern", () => {
  test("finds in all lines, also in those that come later, and forgets what went", async () => {
    const run = new PatternRun("^o", new PatternThread(willing), () => undefined);
    run.advance(lines(1, 12_000));
    await vi.waitFor(() => expect(run.found).toHaveLength(6_000));
    run.advance(lines(11_996, 12_003));
    await vi.waitFor(() => expect(numbers(run)).toEqual([11_997, 11_999, 12_001, 12_003]));
  });

  test("a remark is always shown", async () => {
    const run = new PatternRun("nowhere", new PatternThread(willing), () => undefined);
    run.advance([...lines(1, 2), readEntry("2026-11-23T10:00:01Z - It ended.", 3)]);
    await vi.waitFor(() => expect(numbers(run)).toEqual([3]));
  });

  test("says where it stands in a line once the thread said it", async () => {
    const run = new PatternRun("[bd]", new PatternThread(willing), () => undefined);
    expect(run.hitsIn("abcd")).toEqual([]);
    await vi.waitFor(() =>
      expect(run.hitsIn("abcd")).toEqual([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(run.hitsIn("abcd")).toHaveLength(2);
  });

  test("that takes too long is ended with a reason, and asks no more", async () => {
    vi.useFakeTimers();
    const { seen, open } = caught();
    const run = new PatternRun("(a+)+b", new PatternThread(open), () => undefined);
    run.advance(lines(1, 10));
    await vi.advanceTimersByTimeAsync(249);
    expect([run.problem, seen.isEnded]).toEqual([null, false]);
    await vi.advanceTimersByTimeAsync(2);
    expect([run.problem, seen.isEnded]).toEqual(["This pattern takes too long. Make it simpler.", true]);
    run.advance(lines(1, 20));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run.found).toEqual([]);
  });
});

test("a thread that takes long to start is waited for", async () => {
  vi.useFakeTimers();
  let begin = () => {};
  const thread = new PatternThread((events) => {
    const { ask, end } = willing({ ...events, ready: () => undefined });
    let hears = false;
    begin = () => {
      hears = true;
      events.ready();
    };
    return { ask: (question) => (hears ? ask(question) : undefined), end };
  });
  const answer = thread.ask({ source: "b", lines: "a\nb", wantsMarks: false });
  await vi.advanceTimersByTimeAsync(5_000);
  begin();
  await expect(answer).resolves.toEqual({ matching: [1], marks: [] });
});

test("a thread that cannot start says so to all who ask", async () => {
  const thread = new PatternThread((events) => {
    queueMicrotask(events.failed);
    return { ask: () => undefined, end: () => undefined };
  });
  const question = { source: "b", lines: "b", wantsMarks: false };
  await expect(thread.ask(question)).rejects.toThrow("The search broke off.");
  await expect(thread.ask(question)).rejects.toThrow("The search broke off.");
});
