import type { ConfigKeyRule } from "@/contracts/config";

/** What a value may be, beside its type. */
type KeyLimits = Pick<ConfigKeyRule, "min" | "max" | "values" | "locked" | "live">;

const milliseconds: KeyLimits = { min: 100, max: 30_000 };
const port: KeyLimits = { min: 1, max: 65_535, locked: true };

/** Limits of keys that several stacks share. */
const shared: Readonly<Record<string, KeyLimits>> = {
  NODE_ENV: { values: ["production", "staging", "test"] },
  PORT: port,
  SERVER_PORT: port,
  UPSTREAM_TIMEOUT_MS: milliseconds,
  HTTP_CLIENT_TIMEOUT_MS: milliseconds,
  FEATURE_FLAGS: { live: true },
  SSR_CACHE_TTL_S: { min: 0, max: 3_600 },
  CACHE_MAX_AGE_S: { min: 0, max: 86_400 },
  SHUTDOWN_TIMEOUT_S: { min: 5, max: 55 },
  DB_POOL_MAX: { min: 1, max: 200 },
  RATE_LIMIT_RPS: { min: 1, max: 20_000 },
  RETRY_MAX: { min: 0, max: 10 },
  CHUNK_SIZE: { min: 1, max: 10_000 },
  DEFAULT_LOCALE: { values: ["zh-TW", "ja-JP", "en-US"] },
  JOB_NAME: { locked: true },
  DRY_RUN: { live: true },
  MAINTENANCE_MODE: { live: true },
};

/** Levels as the logger of a stack writes them. */
const levels: Readonly<Record<string, readonly string[]>> = {
  info: ["trace", "debug", "info", "warn", "error"],
  INFO: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"],
};

/** A key of a stack with its limits; the organization's file says no more than type, default and whether it is required. */
export function withLimits<K extends { key: string; default: string }>(row: K): K & KeyLimits {
  const values = row.key === "LOG_LEVEL" ? levels[row.default] : undefined;
  return { ...row, ...shared[row.key], ...(values ? { values: [...values] } : {}) };
}
