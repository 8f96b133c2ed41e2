const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** The value of a quantity such as `500m` (0.5) or `2Gi`, exact enough for scheduling and scaling; malformed text counts as 0. */
export function quantityNumber(text: string | number | undefined): number {
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(String(text ?? ""));
  return match === null ? 0 : Number(match[1]) * (SUFFIXES[match[2] ?? ""] ?? 0);
}
