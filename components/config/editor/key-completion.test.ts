import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import type { ConfigKeyRule } from "@/contracts/config";
import { keyCompletion } from "./key-completion";

const rule = (key: string, more: Partial<ConfigKeyRule> = {}): ConfigKeyRule => ({
  ...{ key, type: "string", required: false, default: "" },
  ...more,
});
const rules = [
  rule("LOG_LEVEL", { type: "enum", values: ["info", "debug"], default: "info" }),
  rule("LOG_JSON", { type: "bool" }),
  rule("TIMEOUT_MS", { type: "int", min: 100, max: 30_000, default: "1500", required: true }),
  rule("API_URL", { type: "url", default: "http://gateway-$" + "{env}" }),
  rule("POD_NAME", { locked: true }),
];

/** What is offered where `|` stands. */
function offered(text: string, explicit = false): string[] {
  const pos = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", "") });
  const answer = keyCompletion(() => rules)(new CompletionContext(state, pos, explicit));
  return (answer as CompletionResult | null)?.options.map(({ label }) => label) ?? [];
}

test.each<[string, string, string[]]>([
  [
    "the keys that a document does not have yet",
    "LOG_JSON: true\nL|",
    ["LOG_LEVEL", "TIMEOUT_MS", "API_URL"],
  ],
  ["no key where one has its value already", "L|OG_LEVEL: info", []],
  ["no key inside a comment", "# L|", []],
  ["no key inside a value of many lines", "BANNER: |-\n  L|".replace("|-", ">-"), []],
  ["the values of an enumeration", "LOG_LEVEL: |", ["info", "debug"]],
  ["nothing more for a value that is written out", "LOG_LEVEL: info|", []],
  ["true and false", "LOG_JSON: t|", ["true", "false"]],
  ["the default of a number", "TIMEOUT_MS: |", ["1500"]],
  ["no default that the platform fills in", "API_URL: |", []],
  ["nothing for a key that the platform sets", "POD_NAME: |", []],
  ["nothing for a key that the stack does not know", "OTHER: |", []],
])("offers %s", (_what, text, labels) => expect(offered(text)).toEqual(labels));

test("an empty line offers its keys when it is asked for", () => {
  expect(offered("|")).toEqual([]);
  expect(offered("|", true)).toEqual(["LOG_LEVEL", "LOG_JSON", "TIMEOUT_MS", "API_URL"]);
});
