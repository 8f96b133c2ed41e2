const binary: Readonly<Record<string, number>> = {
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};
const decimal: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

const form = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE]?)|[eE]([+-]?\d+))$/;

/** A Kubernetes quantity as a number in its base unit: cores, bytes or a count. NaN when it is none. */
export function quantity(text: string | number | undefined): number {
  if (typeof text === "number") return text;
  const match = form.exec(text ?? "");
  if (!match) return Number.NaN;
  const [, digits, two, ten, exponent] = match;
  const value = Number(digits);
  if (two !== undefined) return value * (binary[two] ?? Number.NaN);
  if (exponent !== undefined) return value * 10 ** Number(exponent);
  const factor = decimal[ten ?? ""] ?? Number.NaN;
  // 100m and the like: division is exact where multiplication by 0.001 is not.
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}
