import { describe, expect, test } from "vitest";
import { mergeLines } from "./merge-lines";

const at = (second: number, words: string) => `2026-11-23T10:00:${String(second).padStart(2, "0")}Z ${words}`;

async function* of(...lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

/** A log whose lines are said one by one. */
function spoken() {
  const waiting: string[] = [];
  let wake = () => {};
  let asked = 0;
  const log = (async function* () {
    for (;;) {
      asked += 1;
      while (waiting.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      yield waiting.shift() ?? "";
    }
  })();
  return {
    log,
    asked: () => asked,
    say(line: string) {
      waiting.push(line);
      wake();
    },
  };
}

describe("logs merged by time", () => {
  test("lines come in the order in which they were written, whatever their pod", async () => {
    const blue = of(at(1, "blue"), at(4, "blue"), at(5, "blue"));
    const green = of(at(2, "green"), at(3, "green"), at(6, "green"));
    expect((await all(mergeLines([blue, green]))).map((line) => Number(line.slice(17, 19)))).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  test("fractions of a second count, however many digits they have", async () => {
    const one = of("2026-11-23T10:00:00.5Z b", "2026-11-23T10:00:00.500000001Z c");
    const other = of("2026-11-23T10:00:00Z a", "2026-11-23T10:00:00.51Z d");
    expect((await all(mergeLines([one, other]))).map((line) => line.at(-1))).toEqual(["a", "b", "c", "d"]);
  });

  test("lines of one log keep their order, also of the same instant and without a time", async () => {
    const lines = [at(1, "first"), at(1, "second"), "    at Client.send", at(1, "third")];
    expect(await all(mergeLines([of(...lines)]))).toEqual(lines);
  });

  test("no log at all ends at once", async () => expect(await all(mergeLines([]))).toEqual([]));

  test("a silent log holds up nobody for long, and is heard when it speaks", async () => {
    const quiet = spoken();
    const busy = Array.from(
      { length: 200 },
      (_, index) => `2026-11-23T10:00:00.${String(index).padStart(3, "0")}Z x`,
    );
    const merged = mergeLines([of(...busy), quiet.log], 20);
    const since = performance.now();
    for (const line of busy) expect((await merged.next()).value).toBe(line);
    // Once for all of them, not once for each.
    expect(performance.now() - since).toBeLessThan(20 * busy.length);
    quiet.say(at(1, "at last"));
    expect((await merged.next()).value).toBe(at(1, "at last"));
    await merged.return(undefined);
  });

  test("what nobody reads is not asked for: one line ahead of each log", async () => {
    const log = spoken();
    const merged = mergeLines([log.log], 5);
    for (let second = 0; second < 9; second += 1) log.say(at(second, "x"));
    await merged.next();
    await merged.next();
    expect(log.asked()).toBeLessThanOrEqual(3);
    await merged.return(undefined);
  });

  test("a log that fails fails the whole, and the others are closed", async () => {
    let isClosed = false;
    const other = (async function* () {
      try {
        for (let second = 1; ; second += 1) yield at(second, "x");
      } finally {
        isClosed = true;
      }
    })();
    const broken: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("cut")) }),
    };
    await expect(all(mergeLines([other, broken]))).rejects.toThrow("cut");
    expect(isClosed).toBe(true);
  });
});
