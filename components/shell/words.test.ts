// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { initialsOf } from "./initials";
import { keyWords } from "./keys-dialog";
import { isBareKey, isTyping } from "./shortcuts";
import { themeOf } from "./theme";

it.each([
  ["payment-dev-1", "PD1"],
  ["payment-lead", "PL"],
  ["Ada Lovelace", "AL"],
  ["a.b.c.d", "ABC"],
])("initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it.each([
  ["dark", "dark"],
  ["light", "light"],
  ["sepia", "system"],
  [undefined, "system"],
])("a theme cookie of %s shows %s", (value, theme) => {
  expect(themeOf(value)).toBe(theme);
});

it.each([
  ["g s", false, ["g", "s"]],
  ["$mod+k", true, ["⌘", "k"]],
  ["$mod+k", false, ["Ctrl", "k"]],
  ["Shift+?", false, ["?"]],
] as const)("%s is written for people", (keys, mac, words) => {
  expect(keyWords(keys, mac)).toEqual(words);
});

it.each([
  ["d", true],
  ["g s", true],
  ["Shift+?", true],
  ["$mod+Enter", false],
] as const)("%s without a modifier: %s", (keys, bare) => {
  expect(isBareKey(keys)).toBe(bare);
});

describe("single letters are letters", () => {
  it.each([
    "<input>",
    "<textarea></textarea>",
    "<div role=dialog><button></button></div>",
    "<div contenteditable=true><p></p></div>",
  ])("in %s", (html) => {
    document.body.innerHTML = html;
    const inner = document.body.querySelector("button, p") ?? document.body.firstElementChild;
    expect(isTyping(inner)).toBe(true);
  });
  it("and keys elsewhere", () => {
    document.body.innerHTML = "<button></button>";
    expect(isTyping(document.body.firstElementChild)).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
