import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { processorMs } from "@/server/testing/processor-ms";
import { importText } from "./import-text";
import { readDocument } from "./read-document";
import { writeDocument } from "./write-document";

const read = (text: string) => readDocument(text);
const traps = [
  "NO",
  "on",
  "y",
  "~",
  "null",
  "012",
  "0o12",
  "0x1F",
  "1_000",
  "1e3",
  ".inf",
  ".nan",
  "1:30",
  "2024-01-01",
  "12345678901234567890",
  "=",
  "<<",
  "@a",
  "`a",
  "%a",
  "*a",
  "&a",
  "!a",
  "|",
  ">",
  "- a",
  "? a",
  "a: b",
  "a #b",
  "# a",
  "{a: b}",
  "[a]",
  "---",
  "...",
  "",
  " ",
  "  leading",
  "trailing  ",
  "two\nlines",
  "two\nlines\n",
  "\nfirst",
  "a\n\n\nb\n\n",
  "a\r\nb\r\n",
  "\r",
  "tab\there",
  "it's",
  'say "x"',
  "back\\slash \\n",
  "💩 emoji 家",
  "a\u2028b\u2029c",
  "\ufeffbom",
  "\u00a0nbsp",
  "x".repeat(200_000),
  "long words ".repeat(50),
];

describe("a value in the document", () => {
  test.each(traps.map((value) => [JSON.stringify(value.slice(0, 30)), value] as const))(
    "%s comes back byte for byte, also for a YAML 1.1 reader",
    (_name, value) => {
      const text = writeDocument("", { A: "x", KEY: value, Z: "1" });
      expect(read(text)).toEqual({ ok: true, data: { A: "x", KEY: value, Z: "1" } });
      expect(parse(text, { version: "1.1" })).toEqual({ A: "x", KEY: value, Z: "1" });
    },
  );

  const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/u);
  const value = fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(" ", "\n", "\r", "\t", "a", "#", ":", "-", "'", '"', "\\", "|", ">"),
      }),
      fc.constantFrom(...traps.slice(0, 50)),
    )
    .filter((text) => !/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u.test(text));
  property.prop(
    [
      fc.dictionary(key, value, { maxKeys: 6, noNullPrototype: true }),
      fc.dictionary(key, value, { maxKeys: 6, noNullPrototype: true }),
    ],
    {
      numRuns: 500,
    },
  )("writes what it is told over any other document", (first, second) => {
    const text = writeDocument(`# head\n${writeDocument("", first)}`, second);
    expect(read(text)).toEqual({ ok: true, data: second });
  });
});

test("comments and order survive an edit, a new key and a removal", () => {
  const text = '# our limits\nB: "2" # twice\n\n# the upstream\nA: one\nGONE: x\n';
  expect(writeDocument(text, { A: "two", B: "3", C: "new" })).toBe(
    '# our limits\nB: "3" # twice\n\n# the upstream\nA: two\nC: new\n',
  );
});

describe("a document is refused with its line", () => {
  test.each([
    ["a list", "A: 1\nB:\n  - x", 3, /list/],
    ["a flow list", "A: [x]", 1, /list/],
    ["a nested map", "A:\n  B: x", 1, /not one text/],
    ["an alias", "A: &x 1\nB: *x", 1, /Anchors/],
    ["a tag", "A: 1\nB: !!js/function x", 2, /Tags/],
    ["a merge", "A: 1\n<<: *x", 2, /Aliases/],
    ["two documents", "A: 1\n---\nB: 1", 2, /One document/],
    ["a duplicate", 'A: 1\n"A": 2', 2, /twice/],
    ["a small key", "a: 1", 1, /not a key/],
    ["__proto__", "__proto__: 1", 1, /not a key/],
    ["an open quote", 'A: "x', 1, /quote/i],
    ["a text", "hello", 1, /keys with texts/],
    ["NUL", "A: \u0000", 1, /control/],
    ["half a character", "A: \ud800", 1, /half/],
    ["a directive", "%YAML 3.0\n---\nA: 1", 1, /Directives/],
    ["a complex key", "? A\n: 1", 1, /question/],
    ["too much", `A: ${"x".repeat(300_000)}`, 1, /256 KiB/],
  ])("%s", (_what, text, line, message) => {
    expect(read(text)).toEqual({ ok: false, line, message: expect.stringMatching(message) });
  });

  test.each([
    ["spaces", "env", `A=x${" ".repeat(250_000)}y`],
    ["an open quote of backslashes", "env", `A="${"\\".repeat(250_000)}`],
    ["spaces after a quote", "env", `A="x"${" ".repeat(250_000)}y`],
    ["backslashes", "properties", `A=${"\\".repeat(250_000)}`],
    ["continued lines", "properties", `A=${"x\\\n".repeat(19_000)}`],
  ] as const)("%s in a text of the form %s: in under 500 ms", (_what, format, text) => {
    const start = process.cpuUsage();
    importText(format, text);
    expect(processorMs(start)).toBeLessThan(500);
  });

  test.each([
    ["20,000 deep", "[".repeat(20_000)],
    ["20,000 deep, in blocks", "- ".repeat(20_000)],
    ["100,000 keys", "A: 1\n".repeat(50_000)],
    ["deep maps", Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}A:`).join("\n")],
    ["a bomb of aliases", `a: &a [x]\n${"b: [*a,*a]\n".repeat(1_000)}`],
    ["a folded scalar of newlines", `A: >\n${"\n".repeat(250_000)}`],
  ])("%s: in under 500 ms", (_what, text) => {
    const start = process.cpuUsage();
    read(text);
    expect(processorMs(start)).toBeLessThan(500);
  });
});
