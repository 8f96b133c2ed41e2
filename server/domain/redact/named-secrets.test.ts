import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { processorMs } from "@/server/testing/processor-ms";
import { holdsSecret, redactCommand, redactNamed } from "./named-secrets";

describe("a line of a log", () => {
  test.each([
    [
      "a password behind its name",
      "login user=app password=hunter2 ok",
      "login user=app password=[removed] ok",
    ],
    ["a quoted one", `dbPassword: "hunter 2", port 5432`, `dbPassword: "[removed]", port 5432`],
    ["a field of a JSON line", `{"apiKey":"abc123","path":"/"}`, `{"apiKey":"[removed]","path":"/"}`],
    ["a token in a query", "GET /cb?token=abc123&page=2", "GET /cb?token=[removed]&page=2"],
    ["a short Authorization header", "> Authorization: Basic YTpi", "> Authorization: [removed]"],
    ["cookies", "Cookie: sid=abc; theme=dark\tHost: shop", "Cookie: [removed]\tHost: shop"],
    ["a header of its own name", "x-session-token: abc123 path=/", "x-session-token: [removed] path=/"],
  ])("loses %s", (_what, line, expected) => expect(redactNamed(line)).toBe(expected));

  test.each([
    "invalid token: expired",
    "cache_key=user:42 hit",
    "password reset for user 42",
    "tokens=512 model=small",
    "password=true",
    "2026-11-24T10:00:00Z GET /token 200",
    "PASSWORD=$DB_PASSWORD",
  ])("keeps %s", (line) => expect(redactNamed(line)).toBe(line));

  test("a second pass changes nothing, and no value survives behind its name", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9!#%+]{8,30}$/u).filter((text) => !/^\d{1,5}$/u.test(text));
    fc.assert(
      fc.property(
        fc.constantFrom("password=", "client_secret: ", `"apiKey":"`, "Cookie: "),
        word,
        (name, value) => {
          const once = redactNamed(`at start ${name}${value}`);
          expect(once).not.toContain(value);
          expect(redactNamed(once)).toBe(once);
        },
      ),
    );
  });

  test("answers in time for a line of 250 KB of any kind", () => {
    for (const piece of ["a", "a=", "password=", "cookie: a;", "x-", `"`, "a: ", "--"]) {
      const start = process.cpuUsage();
      redactNamed(piece.repeat(250_000 / piece.length));
      expect(processorMs(start), piece).toBeLessThan(500);
    }
  });
});

describe("a command", () => {
  test.each([
    ["--password=hunter2", "--password=[removed]"],
    ["export SECRET=s3cr3t && exec app", "export SECRET=[removed] && exec app"],
    ["SESSION_KEY='a b' run", "SESSION_KEY='[removed]' run"],
    ["--port=8080", "--port=8080"],
    ["--token-ttl=3600", "--token-ttl=3600"],
    ["--password-file=/run/secrets/db", "--password-file=/run/secrets/db"],
  ])("%s is shown as %s", (text, expected) => expect(redactCommand(text)).toBe(expected));
});

test.each([
  ["DB_PASSWORD", true],
  ["dbPassword", true],
  ["--db-password", true],
  ["SESSION_COOKIE", true],
  ["MY_PIN", true],
  ["X-Internal-Token", true],
  ["Authorization", true],
  ["Accept", false],
  ["SPINNING", false],
  ["PORT", false],
])("the name %s holds a secret: %s", (name, expected) => expect(holdsSecret(name)).toBe(expected));
