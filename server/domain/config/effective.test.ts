import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownData, pickUp, sourceOf } from "./effective";

const data = fc.dictionary(fc.constantFrom("A", "B", "C", "D"), fc.constantFrom("1", "2", "3"));

describe("layers of a config", () => {
  test.each([
    ["the stack's", "1", { stack: { A: "1" }, base: {} }, "stack"],
    ["the base's over the stack's", "2", { stack: { A: "1" }, base: { A: "2" } }, "base"],
    ["the base's, though the stack says the same", "1", { stack: { A: "1" }, base: { A: "1" } }, "base"],
    ["its own, though the stack says the same", "1", { stack: { A: "1" }, base: { A: "2" } }, "environment"],
    ["its own", "3", { stack: { A: "1" }, base: { A: "2" } }, "environment"],
    ["its own, unknown below", "3", { stack: {}, base: {} }, "environment"],
  ])("a value is %s", (_what, value, layers, source) => {
    expect(sourceOf("A", value, layers)).toBe(source);
  });

  test("over the same base nothing changes", () => {
    fc.assert(
      fc.property(data, data, (values, base) => {
        expect(pickUp(values, base, base)).toEqual({ ...values });
      }),
    );
  });

  test("what an environment said itself survives every base", () => {
    fc.assert(
      fc.property(data, data, data, (values, was, now) => {
        const own = ownData(values, was);
        expect(pickUp(values, was, now)).toMatchObject({ ...own });
      }),
    );
  });

  test("an environment that says nothing itself becomes its base", () => {
    fc.assert(
      fc.property(data, data, (was, now) => {
        expect(pickUp(was, was, now)).toEqual({ ...now });
      }),
    );
  });
});
