import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor } from "./redactor";

// Put together here, so that no scanner takes this file for a leak.
const body = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
const canaries = {
  github: `ghp_${body}`,
  aws: `AKIA${"ABCDEFGH234567QZ"}`,
  jwt: `eyJ${body}.eyJ${body}.${body}`,
  bearer: `Bearer ${body}`,
  own: `pat_${body}`,
};

describe("a line of a log", () => {
  test.each([
    [
      "a token of GitHub",
      `pushing with ${canaries.github} now`,
      "pushing with [a token of GitHub removed] now",
    ],
    ["an access key of AWS", `key=${canaries.aws};`, "key=[an access key of AWS removed];"],
    ["a whole JWT", `jwt ${canaries.jwt} end`, "jwt [a signed token (JWT) removed] end"],
    [
      "an Authorization header",
      `> Authorization: ${canaries.bearer}`,
      "> Authorization: [an Authorization header removed]",
    ],
    ["a token of the portal", `login ${canaries.own}`, "login [an access token of Switchyard removed]"],
    [
      "the password of a URL",
      "connecting to postgres://app:hunter2@db:5432/points",
      "connecting to postgres://app:[password removed]@db:5432/points",
    ],
    ["nothing of an ordinary line", "GET /api/orders/42 200 12ms", "GET /api/orders/42 200 12ms"],
    ["nothing of a digest", `image sha256:${"ab".repeat(32)}`, `image sha256:${"ab".repeat(32)}`],
    ["nothing of a URL without a password", "GET http://a-b:8080/x@y", "GET http://a-b:8080/x@y"],
  ])("loses %s", (_what, line, expected) => {
    expect(createRedactor()(line)).toBe(expected);
  });

  test("a private key loses every line, and the text goes on behind it", () => {
    const redact = createRedactor();
    const text = [
      "loading",
      "-----BEGIN RSA PRIVATE KEY-----",
      body,
      body,
      "-----END RSA PRIVATE KEY-----",
      "ready",
    ];
    expect(text.map(redact)).toEqual([
      "loading",
      "[a private key removed]",
      "[private key, continued]",
      "[private key, continued]",
      "[private key, continued]",
      "ready",
    ]);
  });

  test("a key that never ends does not swallow the log", () => {
    const redact = createRedactor();
    redact("-----BEGIN PRIVATE KEY-----");
    for (let line = 0; line < 200; line += 1) redact("x");
    expect(redact("still here")).toBe("still here");
  });

  test("no canary survives any surroundings, and a second pass changes nothing", () => {
    const around = fc.string({ maxLength: 40 }).map((text) => text.replace(/[\w\n.~+/=-]/gu, " "));
    fc.assert(
      fc.property(around, fc.constantFrom(...Object.values(canaries)), around, (before, canary, after) => {
        const once = createRedactor()(`${before} ${canary} ${after}`);
        expect(once).not.toContain(body);
        expect(once).not.toContain(canary);
        expect(createRedactor()(once)).toBe(once);
      }),
    );
  });
});
