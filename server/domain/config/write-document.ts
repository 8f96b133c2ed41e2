import { Document, isMap, isScalar, parseDocument, Scalar, YAMLMap } from "yaml";
import { flatOptions, readDocument } from "./read-document";

type Data = Readonly<Record<string, string>>;
/** What a YAML 1.1 reader would take for something else than text is quoted. */
const writeOptions = { ...flatOptions, compat: "yaml-1.1" } as const;
const print = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Texts that a block or a plain scalar would not give back byte for byte stand in double quotes. */
function needsQuotes(value: string): boolean {
  return value === "" || /^\s|\s$|[\r\t\u00a0\u2028\u2029\ufeff]|\n\s*\n|[^\S\n]\n|\n[^\S\n]/u.test(value);
}

function scalarOf(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  if (needsQuotes(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** The document to write in, its order and comments; an unreadable text gives an empty one. */
function startFrom(text: string): Document {
  const document = readDocument(text).ok
    ? parseDocument(text, writeOptions)
    : new Document(null, writeOptions);
  if (!isMap(document.contents)) document.contents = new YAMLMap();
  return document as Document;
}

function fill(document: Document, data: Data): void {
  const map = document.contents as unknown as YAMLMap<Scalar<string>, Scalar<string>>;
  map.items = map.items.filter(({ key }) => Object.hasOwn(data, key.value));
  const held = new Map(map.items.map((pair) => [pair.key.value, pair]));
  for (const [key, value] of Object.entries(data)) {
    const pair = held.get(key);
    if (!pair) map.add(document.createPair(key, scalarOf(value)) as never);
    else if (!isScalar(pair.value) || pair.value.value !== value) {
      const scalar = scalarOf(value);
      if (pair.value?.comment) scalar.comment = pair.value.comment;
      pair.value = scalar;
    }
  }
}

/** Only comments: what a document without a key keeps. */
const commentsOf = (text: string) =>
  text
    .split("\n")
    .filter((row) => row.trimStart().startsWith("#"))
    .join("\n");

function differs(text: string, data: Data): boolean {
  const read = readDocument(text);
  if (!read.ok) return true;
  const keys = Object.keys(data);
  return keys.length !== Object.keys(read.data).length || keys.some((key) => read.data[key] !== data[key]);
}

/**
 * A document with exactly these values in which order and comments of `text` survive; new keys stand at the end. What it says reads
 * back byte for byte, also by a reader of YAML 1.1: `NO`, `012` and `1:30` stand in quotes.
 */
export function writeDocument(text: string, data: Data): string {
  if (Object.keys(data).length === 0) return commentsOf(text);
  const document = startFrom(text);
  fill(document, data);
  const written = document.toString(print);
  if (!differs(written, data)) return written;
  const map = document.contents as unknown as YAMLMap<Scalar<string>, Scalar<string>>;
  for (const pair of map.items) if (pair.value) pair.value.type = Scalar.QUOTE_DOUBLE;
  return document.toString(print);
}
