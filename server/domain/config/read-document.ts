import {
  CST,
  type Document,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import { configKeySchema } from "@/contracts/config";
import { mostDocumentLength, mostKeys, mostLines } from "./limits";

/** Values of a flat document, or the first problem with its line. */
export type ReadDocument =
  | { ok: true; data: Readonly<Record<string, string>> }
  | { ok: false; line: number; message: string };

const problem = (line: number, message: string) => ({ ok: false as const, line, message });

/** Tokens that a flat map of texts has no use for. Refused before parsing, so that no input can make the parser work long or deep. */
const refused: Readonly<Record<string, string>> = {
  "flow-map-start": "A value is one text, not a map. Put it in quotes.",
  "flow-seq-start": "A value is one text, not a list. Put it in quotes.",
  "seq-item-ind": "A list does not belong here: a config is keys with texts.",
  "explicit-key-ind": "A key is one word, without a question mark before it.",
  alias: "Aliases are not taken: write the value.",
  anchor: "Anchors are not taken: write the value.",
  tag: "Tags are not taken: every value is a text.",
  "directive-line": "Directives are not taken.",
  "doc-start": "One document only: take out the line of dashes.",
  "doc-end": "One document only: take out the line of dots.",
  "flow-error-end": "A quote is not closed.",
};

const newlines = (text: string) => text.split("\n").length - 1;

/** Kinds of nesting that a whole Kubernetes object may have, and how often. */
const nesting: ReadonlySet<string> = new Set(["flow-map-start", "flow-seq-start", "seq-item-ind"]);
const mostNesting = 64;

/** The first token that does not belong; costs at most the length of the text. An `object` may hold some lists and maps. */
export function tokenProblem(
  text: string,
  kind: "flat" | "object" = "flat",
): (ReadDocument & { ok: false }) | null {
  let nested = 0;
  let line = 1;
  let keys = 0;
  const isLevel = (type: string) => kind === "object" && nesting.has(type) && ++nested <= mostNesting;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token) ?? "";
    if (type === "map-value-ind") keys++;
    const message = keys > mostKeys ? `At most ${mostKeys} keys.` : refused[type];
    if (message && !isLevel(type)) return problem(line, message);
    line += newlines(token);
  }
  return null;
}

interface Entry {
  key: string;
  value: string;
  offset: number;
}

const textOf = (node: Scalar) => String(node.value ?? "");

function entryOf({ key, value }: Pair): Entry | (ReadDocument & { ok: false }) {
  if (!isScalar(key)) return problem(0, "A key is one word.");
  const name = textOf(key);
  const offset = key.range?.[0] ?? 0;
  if (!configKeySchema.safeParse(name).success)
    return problem(offset, `${name.slice(0, 40) || "This"} is not a key: capitals, digits and _ only.`);
  if (value === null) return { key: name, value: "", offset };
  return isScalar(value)
    ? { key: name, value: textOf(value), offset }
    : problem(offset, `The value of ${name} is not one text.`);
}

/** Parse options: every scalar is the text that stands there (`NO`, `012` and `1:30` too). */
export const flatOptions = { schema: "failsafe", uniqueKeys: false, merge: false } as const;

/** The first fault that the parser found; its warnings count. */
export function parseFault(document: Document.Parsed): { offset: number; message: string } | null {
  const [first] = [...document.errors, ...document.warnings];
  return first ? { offset: first.pos[0], message: first.message.split(" at line")[0] ?? "" } : null;
}

/** Entries of a map; the line of a problem is an offset still. */
function dataOf(items: readonly Pair[]): ReadDocument {
  const data: Record<string, string> = {};
  for (const pair of items) {
    const entry = entryOf(pair);
    if ("ok" in entry) return entry;
    if (entry.key in data) return problem(entry.offset, `${entry.key} stands here twice.`);
    data[entry.key] = entry.value;
  }
  return { ok: true, data };
}

function entriesOf(text: string): ReadDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...flatOptions, lineCounter: lines });
  const at = (offset: number) => lines.linePos(offset).line || 1;
  const fault = parseFault(document);
  if (fault) return problem(at(fault.offset), fault.message);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === "")) return { ok: true, data: {} };
  if (!isMap(contents)) return problem(at(contents.range[0]), "A config is keys with texts: KEY: value.");
  const read = dataOf(contents.items);
  return read.ok ? read : problem(at(read.line), read.message);
}

/**
 * Reads a flat YAML document: keys with texts, byte for byte as they are written. Never throws; aliases, anchors, tags, merges,
 * several documents, duplicates and anything nested are refused with their line, before they can cost anything.
 */
export function readDocument(text: string): ReadDocument {
  if (text.length > mostDocumentLength) return problem(1, "The text is larger than 256 KiB.");
  if (newlines(text) > mostLines) return problem(1, `At most ${mostLines} lines.`);
  if (/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u.test(text))
    return problem(1, "The text holds a control character or half of a character.");
  return tokenProblem(text) ?? entriesOf(text);
}
