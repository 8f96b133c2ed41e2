/** Absent numbers on the wire are zero: Go leaves them out. */
export function count(value: number | undefined): number {
  return value ?? 0;
}

/** Absent texts on the wire are empty. */
export function text(value: string | null | undefined): string {
  return value ?? "";
}

/** Absent lists on the wire are empty. */
export function each<T>(list: readonly T[] | null | undefined): readonly T[] {
  return list ?? [];
}
