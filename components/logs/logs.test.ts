import { describe, expect, test } from "vitest";
import { foldJson } from "./fold-json";
import { LogBuffer } from "./log-buffer";
import { continues, readEntry } from "./log-entry";
import { FilteredEntries, logFilter } from "./log-filter";

const line = (second: number, text: string, pod = "api-blue-7xk2") =>
  `2026-11-23T10:00:${String(second).padStart(2, "0")}.5Z ${pod} ${text}`;
const textsOf = (buffer: LogBuffer) => buffer.entries.map(({ text }) => text);

describe("a line of the merged log", () => {
  test.each([
    [
      "a line of a pod",
      line(1, "hello  world"),
      { at: "2026-11-23T10:00:01.5Z", pod: "api-blue-7xk2", text: "hello  world" },
    ],
    ["an empty line", "2026-11-23T10:00:01Z api-blue-7xk2 ", { pod: "api-blue-7xk2", text: "" }],
    ["a remark", "2026-11-23T10:00:01Z - The log ended.", { pod: null, text: "The log ended." }],
    ["anything else", "no time here", { at: null, pod: null, text: "no time here" }],
  ])("%s", (_what, raw, expected) => expect(readEntry(raw, 1)).toMatchObject(expected));
});

test.each([
  ["a frame of a trace", "    at Client.send (client.js:88)", "api-blue-7xk2", true],
  ["its cause", "Caused by: java.net.SocketException", "api-blue-7xk2", true],
  ["frames that were left out", "    ... 12 more", "api-blue-7xk2", true],
  ["a frame under the line of another pod", "    at Client.send", "api-blue-other", false],
  ["a line of its own", "at noon it works", "api-blue-7xk2", false],
])("%s: %j belongs to the line above: %j", (_what, text, pod, expected) => {
  const above = readEntry(line(1, "Error: timeout", pod), 1);
  expect(continues(readEntry(line(1, text), 2), above)).toBe(expected);
  expect(continues(readEntry(line(1, text), 2), undefined)).toBe(false);
});

describe("a JSON line is folded to what people read", () => {
  test.each([
    [
      '{"time":"2026-11-23T10:00:00Z","level":"info","service":"api","msg":"request","method":"GET","status":200,"path":"/a b"}',
      'INFO  request method=GET status=200 path="/a b"',
    ],
    ['{"severity":"ERROR","message":"no","error":{"code":7}}', 'ERROR no error={"code":7}'],
    ['{"a":"x=1","b":null,"c":[1]}', 'a="x=1" b=null c=[1]'],
    ["{}", ""],
    ['{"broken":', '{"broken":'],
    ["[1]", "[1]"],
    ["plain { text }", "plain { text }"],
  ])("%s", (line, expected) => expect(foldJson(line)).toBe(expected));
});

describe("lines that are kept", () => {
  test("old lines go, numbers stay, and how many went is known", () => {
    const buffer = new LogBuffer(100);
    for (let second = 0; second < 300; second += 1)
      buffer.append(Array.from({ length: 50 }, (_, index) => line(second % 60, `${second}.${index}`)));
    const { entries, dropped } = buffer;
    expect(entries.length).toBeLessThanOrEqual(10_100);
    expect(entries.at(-1)).toMatchObject({ number: 15_000, text: "299.49" });
    expect(entries[0]?.number).toBe(dropped + 1);
  });

  test("a log that is asked for again goes on without a gap and without a line twice", () => {
    const buffer = new LogBuffer();
    buffer.append([line(1, "a"), line(2, "b"), line(2, "c")]);
    expect(buffer.resumeAt).toBe("2026-11-23T10:00:02Z");
    buffer.resume();
    buffer.append([line(2, "b"), line(2, "c"), line(2, "d"), line(3, "e")]);
    expect(textsOf(buffer)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("a remark is no line to go on from", () => {
    const buffer = new LogBuffer();
    buffer.append([line(1, "a")]);
    buffer.remark("green-7xk2 joins", "2026-11-23T10:59:00.000Z");
    expect(buffer.resumeAt).toBe("2026-11-23T10:00:01Z");
    buffer.clear();
    expect([buffer.resumeAt, buffer.dropped, buffer.entries]).toEqual([null, 0, []]);
  });
});

describe("the filter", () => {
  const entry = (text: string, pod: string | null = "api-blue-7xk2") => ({ number: 1, at: null, pod, text });
  test.each([
    ["error", false, "An ERROR came", true],
    ["error", false, "all is well", false],
    ["7xk2", false, "all is well", true],
    ["a.c", false, "abc", false],
    ["a.c", true, "xABCx", true],
    ["^b", true, "abc", false],
  ])("%j (pattern: %j) on %j is %j", (text, isPattern, words, expected) => {
    const filter = logFilter(text, isPattern);
    expect(filter && "matches" in filter && filter.matches(entry(words))).toBe(expected);
  });

  test.each([
    [
      "a.c",
      false,
      "abc a.c A.C",
      [
        [4, 7],
        [8, 11],
      ],
    ],
    [
      "\\d+",
      true,
      "7 of 41",
      [
        [0, 1],
        [5, 7],
      ],
    ],
    ["x*", true, "abc", []],
    ["(a/b)", false, "at (A/B)", [[3, 8]]],
  ])("%j (pattern: %j) is marked in %j", (text, isPattern, line, expected) => {
    const filter = logFilter(text, isPattern);
    expect(filter && "hitsIn" in filter && filter.hitsIn(line)).toEqual(expected);
  });

  test("lines that come later are filtered as they come, forgotten ones go, another filter begins anew", () => {
    const filtered = new FilteredEntries();
    const odd = logFilter("odd", false);
    const entries = Array.from({ length: 10 }, (_, index) => ({
      ...entry(index % 2 ? "odd" : "even"),
      number: index + 1,
    }));
    const numbers = (from: number, to: number, filter = odd) =>
      filtered.of(entries.slice(from, to), filter).map(({ number }) => number);
    expect(numbers(0, 4)).toEqual([2, 4]);
    expect(numbers(0, 8)).toEqual([2, 4, 6, 8]);
    expect(numbers(3, 10)).toEqual([4, 6, 8, 10]);
    expect(numbers(3, 10, logFilter("even", false))).toEqual([5, 7, 9]);
    expect(numbers(0, 2)).toEqual([2]);
    expect(numbers(0, 3, null)).toEqual([1, 2, 3]);
  });

  test("nothing to search for shows everything, a broken pattern says why, a remark is always shown", () => {
    expect(logFilter("", true)).toBeNull();
    expect(logFilter("(", true)).toMatchObject({ error: expect.stringContaining("(") });
    expect(logFilter("x".repeat(201), false)).toMatchObject({ error: "At most 200 characters." });
    const filter = logFilter("zzz", false);
    expect(filter && "matches" in filter && filter.matches(entry("ended", null))).toBe(true);
  });
});
