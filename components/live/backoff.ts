const FIRST_MS = 250;
const LONGEST_MS = 8000;

/** Wait before attempt `failures` (from 1): 0.25 s doubled each time, at most 8 s, spread by `random` in [0, 1). Pure. */
export function backoff(failures: number, random: number): number {
  const longest = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return longest / 2 + (longest / 2) * random;
}
