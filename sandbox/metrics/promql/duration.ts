import { PromqlError } from "./promql-error";

const units: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 },
};

/** Reads `1h30m`, `15s` or a number of seconds; milliseconds. Throws for everything else. */
export function readDuration(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const parts = [...text.matchAll(/(\d{1,12})(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text)
    throw new PromqlError(`not a valid duration string: "${text.slice(0, 40)}"`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
}
