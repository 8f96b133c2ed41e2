/** Kubernetes quantities as exact nano-units, so that `0.5`, `500m` and `1.5Gi` compare and add without rounding. */

const nano = 1_000_000_000n;
const binary: Readonly<Record<string, bigint>> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};
const decimalExponent: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** How a quantity was written, which decides how it is printed. */
export type QuantityFormat = "binary" | "decimal" | "exponent";

/** A parsed quantity. */
export interface Quantity {
  /** Amount in billionths. */
  nanos: bigint;
  format: QuantityFormat;
}

function power(base: bigint, digits: string, exponent: number): bigint {
  const [whole = "", fraction = ""] = digits.split(".");
  const scaled = BigInt(`${whole}${fraction}` || "0") * base;
  const shift = exponent + 9 - fraction.length;
  if (shift >= 0) return scaled * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  // Kubernetes rounds up what is finer than a billionth.
  return scaled / divisor + (scaled % divisor === 0n ? 0n : 1n);
}

/** Few texts, read very often: quotas add up every pod for each new one. */
const known = new Map<string, Quantity | undefined>();
const mostKnown = 5000;

/** Parses a quantity; undefined when the text is none. Numbers are taken as they print. */
export function parseQuantity(value: string | number): Quantity | undefined {
  const text = String(value);
  if (!known.has(text)) {
    if (known.size >= mostKnown) known.clear();
    known.set(text, parse(text));
  }
  return known.get(text);
}

function parse(text: string): Quantity | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const [, sign, digits = "", suffix = ""] = match;
  const signed = (amount: bigint) => (sign === "-" ? -amount : amount);
  const multiple = binary[suffix];
  if (multiple !== undefined) return { nanos: signed(power(multiple, digits, 0)), format: "binary" };
  const exponent = decimalExponent[suffix];
  if (exponent !== undefined) return { nanos: signed(power(1n, digits, exponent)), format: "decimal" };
  return { nanos: signed(power(1n, digits, Number(suffix.slice(1)))), format: "exponent" };
}

/** The canonical text: the largest suffix that leaves a whole number (`0.5` → `500m`, `1024Mi` → `1Gi`). */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return "0";
  const sign = nanos < 0n ? "-" : "";
  const size = nanos < 0n ? -nanos : nanos;
  if (format === "binary" && size % nano === 0n && size >= 1024n * nano)
    return sign + binaryText(size / nano);
  return sign + decimalText(size, format === "exponent");
}

function binaryText(amount: bigint): string {
  const fit = Object.entries(binary)
    .reverse()
    .find(([, multiple]) => amount % multiple === 0n);
  return fit ? `${amount / fit[1]}${fit[0]}` : String(amount);
}

function decimalText(size: bigint, exponentForm: boolean): string {
  let amount = size;
  let exponent = -9;
  while (exponent < 18 && amount % 1000n === 0n) {
    amount /= 1000n;
    exponent += 3;
  }
  if (exponentForm) return exponent === 0 ? String(amount) : `${amount}e${exponent}`;
  const suffix = Object.keys(decimalExponent).find((key) => decimalExponent[key] === exponent) ?? "";
  return `${amount}${suffix}`;
}

/** Canonical text of a quantity, or undefined when the text is none. */
export function canonicalQuantity(value: string | number): string | undefined {
  const parsed = parseQuantity(value);
  return parsed && formatQuantity(parsed);
}

/** Nano-units of a quantity; 0 for an absent or unreadable one. */
export function quantityNanos(value: string | number | undefined): bigint {
  return value === undefined ? 0n : (parseQuantity(value)?.nanos ?? 0n);
}

/** Negative, zero or positive, as `left` is smaller, equal or larger. */
export function compareQuantities(left: string, right: string): number {
  const difference = quantityNanos(left) - quantityNanos(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Sum of two quantities in the format of the first that is not zero. */
export function addQuantities(left: string, right: string): string {
  const [a, b] = [parseQuantity(left), parseQuantity(right)];
  const nanos = (a?.nanos ?? 0n) + (b?.nanos ?? 0n);
  return formatQuantity({ nanos, format: a && a.nanos !== 0n ? a.format : (b?.format ?? "decimal") });
}
