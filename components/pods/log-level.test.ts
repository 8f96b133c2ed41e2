import { describe, expect, it } from "vitest";
import { logLevel } from "./log-level";

describe("logLevel", () => {
  it.each([
    ["2026-01-01T00:00:00Z  WARN 1 --- [main] c.d.A : slow", "WARN"],
    ["ERROR Timeout waiting for partner", "ERROR"],
    ["FATAL out of memory", "ERROR"],
    ['{"time":"x","level":"error","msg":"no"}', "ERROR"],
    ['{"severity": "WARNING","msg":"no"}', "WARN"],
    ['{"level":"info","msg":"ERROR is only a word here"}', null],
    ["INFO 0 ERRORS found", null],
    ["", null],
  ])("%s: %s", (line, level) => {
    expect(logLevel(line)).toBe(level);
  });
});
