import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
} from "./quantity";

describe("quantities", () => {
  test.each([
    ["0.5", "500m"],
    ["1000m", "1"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["1000Ki", "1000Ki"],
    ["129e6", "129e6"],
    ["128974848", "128974848"],
    ["1000000", "1M"],
    ["0", "0"],
    ["0Gi", "0"],
    ["-250m", "-250m"],
    ["100n", "100n"],
    ["0.1n", "1n"],
  ])("%s is written %s", (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  test.each(["", "1 Gi", "abc", "1GiB", "--1", "."])("%j is none", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test.each([
    ["1Gi", "1G", 1],
    ["500m", "0.5", 0],
    ["99m", "0.1", -1],
  ])("%s compared with %s gives %i", (left, right, order) => {
    expect(compareQuantities(left, right)).toBe(order);
  });

  test("sums keep the format of what they start from", () => {
    expect(addQuantities("1Gi", "512Mi")).toBe("1536Mi");
    expect(addQuantities("0", "250m")).toBe("250m");
  });

  property.prop([
    fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
    fc.constantFrom("binary" as const, "decimal" as const, "exponent" as const),
  ])("what is written reads back as the same amount", (nanos, format) => {
    expect(parseQuantity(formatQuantity({ nanos, format }))?.nanos).toBe(nanos);
  });
});
