/** One measured goal: passed or not, with the figures that decided. Figures carry their unit in the name. */
export interface GateResult {
  id: string;
  goal: string;
  passed: boolean;
  figures: Readonly<Record<string, number | string>>;
}

/** The value below which `share` of the samples lie; samples need not be sorted. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** One decimal, for tables. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
