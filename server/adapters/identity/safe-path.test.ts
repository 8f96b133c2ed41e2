import { describe, expect, test } from "vitest";
import { safePath } from "./safe-path";

describe("where a sign-in may lead", () => {
  test.each([
    ["a page of this site", "/r/abc?tab=pods", "/r/abc?tab=pods"],
    ["this site by its full address", "https://yard.example/services", "/services"],
    ["nothing", undefined, "/"],
    ["another host without a scheme", "//evil.example", "/"],
    ["a backslash", "/\\evil.example", "/"],
    ["an encoded backslash", "/%5cevil.example", "/"],
    ["a scheme", "https:evil.example", "/"],
    ["another site", "https://evil.example/", "/"],
    ["this site's name as a prefix", "https://yard.example.evil/", "/"],
    ["control characters", "/a\r\nset-cookie: x", "/"],
  ])("%s", (_what, wanted, path) => {
    expect(safePath(wanted, "https://yard.example")).toBe(path);
  });
});
