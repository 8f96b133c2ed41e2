import { expect, test } from "vitest";
import { quantity } from "./quantity";

test.each([
  ["100m", 0.1],
  ["2", 2],
  [2, 2],
  ["0.5", 0.5],
  ["1.5Gi", 1610612736],
  ["512Mi", 536870912],
  ["129e6", 129000000],
  ["250u", 0.00025],
  ["4k", 4000],
  ["1E", 1e18],
])("%s is %d", (text, value) => {
  expect(quantity(text)).toBe(value);
});

test.each(["", "abc", "1 Gi", undefined])("%s is no quantity", (text) => {
  expect(quantity(text)).toBeNaN();
});
