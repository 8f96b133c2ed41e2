import { afterEach, beforeEach, expect, vi } from "vitest";

/*
 * An unexpected console.error fails the test: libraries report real mistakes that way.
 * A test that expects one replaces console.error itself.
 */
const seen: unknown[][] = [];

beforeEach(() => {
  seen.length = 0;
  vi.spyOn(console, "error").mockImplementation((...parts: unknown[]) => {
    seen.push(parts);
  });
});

afterEach(() => {
  expect(seen, "unexpected console.error").toEqual([]);
});
