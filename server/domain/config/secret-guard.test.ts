import { describe, expect, test } from "vitest";
import { processorMs } from "@/server/testing/processor-ms";
import { secretFinding } from "./secret-guard";

const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";

describe("the secret guard", () => {
  test.each([
    ["CERT", pem, "block"],
    ["CERT", pem.replaceAll("\n", "\r\n"), "block"],
    ["CERT", JSON.stringify({ key: pem }), "block"],
    ["CERT", btoa(pem), "block"],
    ["CERT", encodeURIComponent(pem), "block"],
    ["DB_URL", "postgres://app:hunter2@db:5432/app", "block"],
    ["DB_URL", "jdbc:postgresql://db:5432/app?user=app&password=hunter2", "block"],
    ["REDIS_HOST", "redis://:hunter2@redis:6379", "block"],
    ["X", `ghp_${"a1B2".repeat(9)}`, "block"],
    ["X", "AKIAIOSFODNN7EXAMPLE", "block"],
    ["X", `svc_${"a1B2c3".repeat(6)}`, "block"],
    ["X", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "block"],
    ["HEADER", "Basic dXNlcjpwYXNzd29yZDEyMw==", "block"],
    ["CARD", "4539 1488 0343 6467", "block"],
    ["MISSION_API_TOKEN", "abc", "warn"],
    ["SESSION_SIGNING_KEY", "s3cr3t", "warn"],
    ["DB_PASSWORD_2", "abc", "warn"],
    ["PIN_SALT", "pepper", "warn"],
    ["UPSTREAM", "dGhpcyBpcyBub3QgYSB3b3Jk9Qz1", "warn"],
    ["UPSTREAM", "9f86d081884c7d659a2feaa0c55ad015", "warn"],
  ])("%s = %s: %s", (key, value, tier) => {
    const found = secretFinding(key, value);
    expect(found).toMatchObject({ tier });
    expect(found?.what).not.toContain(value);
  });

  test.each([
    ["PASSWORD_POLICY", "strict"],
    ["TOKEN_TTL_S", "3600"],
    ["USE_TOKEN", "true"],
    ["TOKEN", "$TOKEN"],
    ["TOKEN_URL", "https://login.demo.internal/token"],
    ["IMAGE", "registry.demo/app@sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015"],
    ["BUILD_SHA256", "9f86d081884c7d659a2feaa0c55ad015"],
    ["TENANT", "6f1c2b1e-1111-4222-8333-0123456789ab"],
    ["DB_URL", "jdbc:postgresql://db.payment.prod.demo.internal:5432/payment-history-api"],
    ["DB_URL", "postgres://app:$DB_PASSWORD@db/app"],
    ["PHONE", "+886 2 2345 6789"],
    ["TEST_CARD", "4111111111111111"],
    ["ORDER", "1234567890123456"],
    ["GREETING", "いつもありがとうございます"],
    ["JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70"],
    ["CSP_CONNECT_SRC", "'self' https://cdn.prod.demo.internal"],
    ["QUEUE_BROKERS", "queue-1.prod.demo.internal:9092"],
    ["MISSION_RULES_URL", "http://promotion-rule-api.promotion-beta:8080/rules"],
    ["OUTPUT_BUCKET", "financial-settlement-batch-out-prod"],
  ])("%s = %s is no secret", (key, value) => {
    expect(secretFinding(key, value)).toBeNull();
  });

  test("answers in time for a value of 250 KB of any kind", () => {
    for (const piece of ["a", "4", "a1B2", "eyJ", "x://a:", "- ", "%41", "\\\n"]) {
      const start = process.cpuUsage();
      secretFinding("KEY_OF_SIZE", piece.repeat(250_000 / piece.length));
      expect(processorMs(start), piece).toBeLessThan(500);
    }
  });
});
