import { expect, test } from "vitest";
import type { Hold } from "@/contracts/deployment-state";
import { heldFirst } from "./held-first";

test.each<[string, string[], string]>([
  ["nothing", [], ""],
  ["the one that stands still", ["a none", "b manual", "c none"], "b a c"],
  ["several of them, in their order", ["a capacity", "b none", "c drift"], "a c b"],
  ["none of them", ["a none", "b none"], "a b"],
])("first stands %s", (_what, rows, expected) => {
  const held = rows.map((row) => ({ name: row.slice(0, 1), hold: row.slice(2) as Hold }));
  expect(
    heldFirst(held)
      .map(({ name }) => name)
      .join(" "),
  ).toBe(expected);
});
