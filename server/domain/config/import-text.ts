import { isMap, isScalar, parseDocument } from "yaml";
import type { ImportFormat } from "@/contracts/config";
import { mostDocumentLength, mostLines } from "./limits";
import { flatOptions, parseFault, type ReadDocument, readDocument, tokenProblem } from "./read-document";

type Entry = { key: string; value: string } | { problem: string } | null;
const problem = (line: number, message: string): ReadDocument & { ok: false } => ({
  ok: false,
  line,
  message,
});
const envEscapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Up to the first # after a space. Searched for, not matched with what stands before it: a long run of spaces costs its length. */
function withoutComment(text: string): string {
  const at = text.search(/\s#/u);
  return at === -1 ? text : text.slice(0, at).trimEnd();
}

function envEntry(line: string): Entry {
  if (/^\s*(?:#|$)/u.test(line)) return null;
  const found = /^\s*(?:export\s+)?([\w.-]+)\s*=(.*)$/su.exec(line);
  if (!found) return { problem: "This line has no KEY=value." };
  const [, key = "", rest = ""] = found;
  const text = rest.trim();
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return { key, value: withoutComment(text) };
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:#.*)?$/su.exec(text);
  if (!quoted) return { problem: `The quote of ${key} is not closed.` };
  const [, double, single] = quoted;
  return {
    key,
    value: single ?? (double ?? "").replace(/\\(.)/gsu, (all, char: string) => envEscapes[char] ?? all),
  };
}

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_all, hex: string | undefined, char: string | undefined) =>
    hex === undefined
      ? ({ n: "\n", r: "\r", t: "\t", f: "\f" }[char ?? ""] ?? char ?? "")
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );

function propertiesEntry(line: string): Entry {
  if (/^\s*(?:[#!]|$)/u.test(line)) return null;
  const [, key = "", value = ""] = /^\s*((?:\\.|[^\\\s=:])+)\s*[=:]?\s*(.*)$/su.exec(line) ?? [];
  const name = unescaped(key);
  return { key: name.replace(/[.-]/gu, "_").toUpperCase(), value: unescaped(value) };
}

/** Logical lines of a properties file with the number of their first one: a backslash at the end goes on below. */
function joined(rows: readonly string[], goesOn: (row: string) => boolean): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  let open = false;
  for (const [index, row] of rows.entries()) {
    const last = lines.at(-1);
    if (open && last) last.text = last.text.slice(0, -1) + row.trimStart();
    else lines.push({ line: index + 1, text: row });
    open = goesOn(row);
  }
  return lines;
}

function readLines(text: string, format: "env" | "properties"): ReadDocument {
  const rows = text.replace(/^\ufeff/u, "").split(/\r\n|\n|\r/u);
  const isOpen = (row: string) =>
    format === "properties" && /(?:^|[^\\])(?:\\\\)*\\$/u.test(row) && !/^\s*[#!]/u.test(row);
  const lines: string[] = [];
  const numbers: number[] = [];
  const data = new Map<string, string>();
  for (const { line, text: row } of joined(rows, isOpen)) {
    const entry = format === "env" ? envEntry(row) : propertiesEntry(row);
    if (entry === null) continue;
    if ("problem" in entry) return problem(line, entry.problem);
    if (data.has(entry.key)) return problem(line, `${entry.key.slice(0, 60)} stands here twice.`);
    data.set(entry.key, entry.value);
    lines.push(`${JSON.stringify(entry.key)}: ${JSON.stringify(entry.value)}`);
    numbers.push(line);
  }
  const read = readDocument(lines.join("\n"));
  return read.ok ? read : { ...read, line: numbers[read.line - 1] ?? 1 };
}

/** The `data` of a ConfigMap as a flat document; comments and other fields are left out. */
function readConfigMap(text: string): ReadDocument {
  const refused = tokenProblem(text, "object");
  if (refused) return refused;
  const document = parseDocument(text, flatOptions);
  const fault = parseFault(document);
  if (fault) return problem(1, fault.message);
  const { contents } = document;
  const kind = isMap(contents) ? contents.get("kind") : undefined;
  if (!isMap(contents) || String(kind) !== "ConfigMap") return problem(1, "This is not a ConfigMap.");
  const data = contents.get("data");
  if (!isMap(data)) return problem(1, "This ConfigMap has no data.");
  const rows: string[] = [];
  for (const { key, value } of data.items) {
    if (!isScalar(key) || !isScalar(value)) return problem(1, "A value of its data is not one text.");
    rows.push(`${JSON.stringify(String(key.value))}: ${JSON.stringify(String(value.value))}`);
  }
  return readDocument(rows.join("\n"));
}

/** Keys and values of a file that people bring along, or its first problem with the line. Never throws. */
export function importText(format: ImportFormat, text: string): ReadDocument {
  if (text.length > mostDocumentLength) return problem(1, "The text is larger than 256 KiB.");
  if (text.split("\n").length > mostLines) return problem(1, `At most ${mostLines} lines.`);
  if (format === "yaml") return readDocument(text);
  return format === "configmap" ? readConfigMap(text) : readLines(text, format);
}
