import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { yamlTokens } from "./yaml-tokens";

const shown = (line: string) =>
  yamlTokens(line)
    .filter((token) => token.text.trim() !== "")
    .map((token) => `${token.kind}:${token.text.trim()}`);

describe("pieces of a line", () => {
  it.each([
    ["replicas: 4", ["key:replicas", "mark::", "number:4"]],
    ["  - name: app", ["mark:-", "key:name", "mark::", "string:app"]],
    [
      '  image: "registry:5000/a:1 # not a comment"',
      ["key:image", "mark::", 'string:"registry:5000/a:1 # not a comment"'],
    ],
    ["  image: registry.local/a:1.23.0-b313", ["key:image", "mark::", "string:registry.local/a:1.23.0-b313"]],
    ["enabled: true # since 12", ["key:enabled", "mark::", "word:true", "comment:# since 12"]],
    ["app.kubernetes.io/name: x", ["key:app.kubernetes.io/name", "mark::", "string:x"]],
    ["data: |", ["key:data", "mark::", "mark:|"]],
    ["# whole line", ["comment:# whole line"]],
    ["---", ["mark:---"]],
    ["- 80", ["mark:-", "number:80"]],
  ])("%s", (line, pieces) => {
    expect(shown(line)).toEqual(pieces);
  });
});

test.prop([fc.string().map((text) => text.replaceAll(/[\r\n\u2028\u2029]/g, " "))])(
  "joined pieces are the line",
  (line) => {
    expect(
      yamlTokens(line)
        .map((token) => token.text)
        .join(""),
    ).toBe(line);
  },
);
