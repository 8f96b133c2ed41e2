import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { applyJsonPatch } from "./json-patch";

describe("JSON Patch (RFC 6902)", () => {
  test.each<[string, Json, Json[], Json]>([
    ["adds a member", { a: 1 }, [{ op: "add", path: "/b", value: 2 }], { a: 1, b: 2 }],
    ["inserts into a list", { a: [1, 3] }, [{ op: "add", path: "/a/1", value: 2 }], { a: [1, 2, 3] }],
    ["appends to a list", { a: [1] }, [{ op: "add", path: "/a/-", value: 2 }], { a: [1, 2] }],
    ["replaces the whole document", { a: 1 }, [{ op: "replace", path: "", value: { b: 1 } }], { b: 1 }],
    [
      "reads escaped names",
      { "a/b": 1, "m~n": 2 },
      [
        { op: "remove", path: "/a~1b" },
        { op: "remove", path: "/m~0n" },
      ],
      {},
    ],
    ["moves", { a: { b: 1 } }, [{ op: "move", from: "/a/b", path: "/c" }], { a: {}, c: 1 }],
    [
      "passes a test of a missing member for null",
      { a: 1 },
      [{ op: "test", path: "/b", value: null }],
      { a: 1 },
    ],
    [
      "tests objects by value",
      { a: { x: 1, y: 2 } },
      [{ op: "test", path: "/a", value: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
    ],
  ])("%s", (_sentence, document, operations, result) => {
    expect(applyJsonPatch(document, operations)).toEqual(result);
  });

  test.each<[string, Json]>([
    ["an unknown operation", { op: "merge", path: "/a" }],
    ["a path without a slash", { op: "add", path: "a", value: 1 }],
    ["an index beyond the list", { op: "replace", path: "/list/2", value: 1 }],
    ["an index with a leading zero", { op: "replace", path: "/list/00", value: 1 }],
    ["a prototype", { op: "add", path: "/__proto__/x", value: 1 }],
    ["a member of a text", { op: "add", path: "/text/x", value: 1 }],
  ])("%s is rejected", (_sentence, operation) => {
    expect(() => applyJsonPatch({ list: [1, 2], text: "x" }, [operation])).toThrow(
      "the server rejected our request",
    );
  });

  test("the document that came in stays as it was", () => {
    const document = { a: { b: [1] } };
    applyJsonPatch(document, [{ op: "add", path: "/a/b/-", value: 2 }]);
    expect(document).toEqual({ a: { b: [1] } });
  });
});
