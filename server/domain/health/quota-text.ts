import { quantity } from "./quantity";

/** What a quota refused, in the quota's own words and numbers. */
export interface QuotaNumbers {
  name: string;
  resource: string;
  requested: string;
  free: string;
  short: string;
}

function amounts(list: string): Map<string, string> {
  return new Map(
    list.split(",").flatMap((pair): [string, string][] => {
      const [name, amount] = pair.trim().split("=");
      return name && amount ? [[name, amount]] : [];
    }),
  );
}

const gib = 1024 ** 3;
const mib = 1024 ** 2;

function trimmed(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** A number as people write it for this resource: `1.5` cores, `2Gi` of memory, `3` pods. */
export function amountText(resource: string, value: number): string {
  if (!/memory|storage/.test(resource)) return trimmed(value);
  return value >= gib ? `${trimmed(value / gib)}Gi` : `${trimmed(value / mib)}Mi`;
}

/** Reads `exceeded quota: q, requested: a=1, used: a=2, limited: a=2`; null for another text. The resource that is short counts. */
export function quotaNumbers(text: string): QuotaNumbers | null {
  const match = /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: ([^\n]+)/.exec(text);
  if (!match) return null;
  const [, name = "", asked = "", taken = "", hard = ""] = match;
  const used = amounts(taken);
  const limited = amounts(hard);
  for (const [resource, amount] of amounts(asked)) {
    const requested = quantity(amount);
    const free = Math.max(0, quantity(limited.get(resource)) - quantity(used.get(resource)));
    if (!(requested > free)) continue;
    const say = (value: number): string => amountText(resource, value);
    return { name, resource, requested: say(requested), free: say(free), short: say(requested - free) };
  }
  return null;
}
