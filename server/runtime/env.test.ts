import { describe, expect, test } from "vitest";
import { readWebEnv } from "./env";

const complete = {
  DATABASE_URL: "postgres://localhost/switchyard",
  SWITCHYARD_URL: "http://localhost:3000/",
  SWITCHYARD_SESSION_SECRET: "s".repeat(32),
  SWITCHYARD_INTERNAL_TOKEN: "t".repeat(16),
  SWITCHYARD_WORKER_URL: "http://127.0.0.1:4000",
};

describe("settings of the web program", () => {
  test("the public origin has no path and no slash", () => {
    expect(readWebEnv({ NODE_ENV: "test", ...complete }).origin).toBe("http://localhost:3000");
  });

  test("a Prometheus is a URL, or a URL with the file of its token, by cluster", () => {
    const sources = { "prod-1": "https://a.example", "*": { url: "https://b.example", tokenFile: "/t" } };
    const read = (text: string) =>
      readWebEnv({ NODE_ENV: "test", ...complete, SWITCHYARD_PROMETHEUS: text }).prometheus;
    expect(read(JSON.stringify(sources))).toEqual({ ...sources, "prod-1": { url: "https://a.example" } });
    expect(() => read("https://a.example")).toThrow(/SWITCHYARD_PROMETHEUS: must be JSON like/);
    expect(() => read('{"prod-1": "file:///etc"}')).toThrow(/SWITCHYARD_PROMETHEUS/);
  });

  test.each([
    [
      "a short session secret",
      { SWITCHYARD_SESSION_SECRET: "short" },
      /SWITCHYARD_SESSION_SECRET: at least 32/,
    ],
    ["half an identity provider", { SWITCHYARD_OIDC_ISSUER: "https://id.example" }, /together/],
    [
      "sign-in as anybody beside an identity provider",
      {
        SWITCHYARD_SANDBOX: "1",
        SWITCHYARD_OIDC_ISSUER: "https://id.example",
        SWITCHYARD_OIDC_CLIENT_ID: "switchyard",
        SWITCHYARD_OIDC_CLIENT_SECRET: "secret",
      },
      /exclude each other/,
    ],
    [
      "sign-in as anybody beyond loopback",
      { SWITCHYARD_SANDBOX: "1", SWITCHYARD_HOST: "0.0.0.0" },
      /loopback only/,
    ],
  ])("refuses %s", (_what, change, sentence) => {
    expect(() => readWebEnv({ NODE_ENV: "test", ...complete, ...change })).toThrow(sentence);
  });
});
