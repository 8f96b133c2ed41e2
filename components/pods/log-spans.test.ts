import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logSpans } from "./log-spans";

const textOf = (line: string): string =>
  logSpans(line)
    .map(({ text }) => text)
    .join("");

describe("logSpans", () => {
  it.each([
    ["plain text stays", "GET /health 200", "GET /health 200"],
    ["a tab stays", "\tat Client.send", "\tat Client.send"],
    ["a carriage return goes", "done\r", "done"],
    ["a window title goes", "a\u001b]0;owned\u0007b", "ab"],
    ["a clipboard write goes", "a\u001b]52;c;ZXZpbA==\u001b\\b", "ab"],
    ["a link keeps its words", "\u001b]8;;https://x.test\u0007words\u001b]8;;\u0007", "words"],
    ["a device string goes", "a\u001bPq#0\u001b\\b", "ab"],
    ["cursor moves and clear screen go", "a\u001b[2J\u001b[1;1Hb", "ab"],
    ["a character set goes", "a\u001b(Bb", "ab"],
    ["C1 sequences go", "a\u009b31mb\u009d0;t\u009cc", "abc"],
    ["an open string goes to the end of its line", "a\u001b]0;title", "a"],
    ["a sequence that breaks off goes", "a\u001b[31", "a"],
    ["a lone escape goes", "a\u001b", "a"],
    ["reordering is shown", "user\u202Etxt", "user⟨U+202E⟩txt"],
    ["a zero width is shown", "ad\u200Bmin", "ad⟨U+200B⟩min"],
    ["markup is text", "</script><img onerror=alert(1)>", "</script><img onerror=alert(1)>"],
    ["other scripts stay", "日本語 🙂", "日本語 🙂"],
  ])("%s", (_, line, text) => {
    expect(textOf(line)).toBe(text);
  });

  it.each([
    ["\u001b[31mx", { tone: "red", bold: false }],
    ["\u001b[1;92mx", { tone: "green", bold: true }],
    ["\u001b[33m\u001b[1m\u001b[22mx", { tone: "amber", bold: false }],
    ["\u001b[36mx", { tone: "blue", bold: false }],
    ["\u001b[1;31m\u001b[mx", { tone: undefined, bold: false }],
    ["\u001b[31m\u001b[39mx", { tone: undefined, bold: false }],
    ["\u001b[38;5;31mx", { tone: undefined, bold: false }],
    ["\u001b[48;2;31;32;33;1mx", { tone: undefined, bold: true }],
    ["\u001b[38:5:1mx", { tone: undefined, bold: false }],
  ])("style of %j", (line, style) => {
    expect(logSpans(line)).toEqual([{ ...style, text: "x" }]);
  });

  it("cuts a line at 16,384 characters and says how much is missing", () => {
    expect(textOf("x".repeat(16_384 + 7))).toBe(`${"x".repeat(16_384)}… (cut, 7 more characters)`);
  });

  it("lets no control and no reordering character through, whatever comes", () => {
    const piece = fc.constantFrom(
      "\u001b",
      "[",
      "]",
      "m",
      "31",
      ";",
      "\u0007",
      "\u009b",
      "\\",
      "\u202E",
      "a",
    );
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    const isForbidden = (code: number): boolean =>
      (code < 0x20 && code !== 0x09) || (code >= 0x7f && code <= 0x9f) || (code >= 0x202a && code <= 0x202e);
    fc.assert(
      fc.property(hostile, (line) => {
        expect([...textOf(line)].some((character) => isForbidden(character.charCodeAt(0)))).toBe(false);
      }),
    );
  });
});
