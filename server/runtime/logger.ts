import { type Logger, pino } from "pino";

const secret = ["password", "token", "secret", "authorization", "cookie", "clientSecret", "sid"];

/** JSON lines to stdout. Secrets are removed by name, at the top level and one below. */
export function makeLogger(program: string, level: string): Logger {
  return pino({
    level,
    base: { program },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: "[removed]" },
  });
}
