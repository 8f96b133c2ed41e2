import { expect, test } from "vitest";
import { addMonths, dayInWords, monthInWords, monthMonday, weekInWords } from "./calendar-steps";

test("days and months are named in short", () => {
  expect([dayInWords("2026-11-23"), monthInWords("2026-09-01")]).toEqual(["Mon 23", "Sept 2026"]);
});

test.each([
  ["2026-11-23", "Nov 2026"],
  ["2026-11-30", "Nov and Dec 2026"],
  ["2026-12-28", "Dec 2026 and Jan 2027"],
])("the week of %s is in %s", (monday, months) => {
  expect(weekInWords(monday)).toBe(months);
});

test.each([
  ["2026-01-31", 1, "2026-02-01"],
  ["2026-11-23", 2, "2027-01-01"],
  ["2026-01-15", -1, "2025-12-01"],
])("%s and %d months is %s", (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});

test("a month begins with the week of its first day", () => {
  expect(monthMonday("2026-11-23", 1)).toBe("2026-11-30");
});
