import { expect, test } from "vitest";
import { distanceInWords, launchClock, lengthInWords } from "./time-lengths";

const hour = 3_600_000;

test.each([
  [-5, "0 s"],
  [45_900, "45 s"],
  [90_000, "90 s"],
  [20 * 60_000, "20 min"],
  [hour, "1 h"],
  [200 * 60_000, "3 h 20 min"],
  [47 * hour, "47 h"],
  [52 * hour, "2 d 4 h"],
  [7 * 24 * hour, "7 d"],
])("%d ms are %s", (length, words) => {
  expect(lengthInWords(length)).toBe(words);
});

test.each([
  [200 * 60_000, "in 3 h 20 min"],
  [-hour, "1 h ago"],
  [0, "0 s ago"],
])("%d ms from now is %s", (from, words) => {
  expect(distanceInWords(hour + from, hour)).toBe(words);
});

test.each([
  [72 * 60_000 + 4000, "T−1:12:04"],
  [1, "T−0:00:01"],
  [0, "T+0:00:00"],
  [-190_000, "T+0:03:10"],
  [76 * hour, "T−3 d 4:00:00"],
])("%d ms before the start the clock shows %s", (before, shown) => {
  expect(launchClock(before, 0)).toBe(shown);
});
