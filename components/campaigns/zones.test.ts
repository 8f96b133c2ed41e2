import { describe, expect, test } from "vitest";
import { elsewhereInWords, placeOfZone, startNote, zoneChoices } from "./zones";

test("a zone is named as people say it", () => {
  expect(["Asia/Taipei", "America/New_York", "UTC"].map(placeOfZone)).toEqual(["Taipei", "New York", "UTC"]);
});

test("a choice has every zone once, the reader's own first", () => {
  const values = zoneChoices("Asia/Tokyo", "Europe/Paris").map(({ value }) => value);
  expect(values.slice(0, 3)).toEqual(["Asia/Tokyo", "Europe/Paris", "Asia/Taipei"]);
  expect(new Set(values).size).toBe(values.length);
});

describe("a time elsewhere", () => {
  test.each([
    ["2026-11-27T19:00", "Asia/Taipei", "19:00 Taipei is 20:00 Tokyo, 18:00 Bangkok, 11:00 UTC"],
    ["2026-11-27T23:30", "Asia/Taipei", "23:30 Taipei is Sat 00:30 Tokyo, 22:30 Bangkok, 15:30 UTC"],
    [
      "2026-11-27T19:00",
      "Europe/Berlin",
      "19:00 Berlin is Sat 02:00 Taipei, Sat 03:00 Tokyo, Sat 01:00 Bangkok, 18:00 UTC",
    ],
    ["", "Asia/Taipei", ""],
  ])("%s in %s", (local, zone, words) => {
    expect(elsewhereInWords(local, zone)).toBe(words);
  });
});

describe("a start on a day on which the clocks change", () => {
  test.each([
    [
      "2026-03-29T02:30",
      "Europe/Berlin",
      "02:30 does not exist in Berlin on this day, its clocks skip it: it starts at 03:00.",
    ],
    [
      "2026-11-01T01:30",
      "America/New_York",
      "01:30 comes twice in New York on this day: it starts at the first one.",
    ],
    ["2026-03-29T12:00", "Europe/Berlin", ""],
    ["2026-03-29T02:30", "Asia/Taipei", ""],
  ])("%s in %s", (local, zone, words) => {
    expect(startNote(local, zone)).toBe(words);
  });
});
