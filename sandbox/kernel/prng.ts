/** A seeded stream of random figures: the same seed gives the same replay. */
export interface Prng {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [min, max]. */
  between(min: number, max: number): number;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Text of `length` characters of the alphabet that Kubernetes uses for generated names. */
  text(length: number): string;
}

const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** FNV-1a in 32 bits, for seeds and hashes that need no secrecy. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mulberry32 over the hash of the seed. */
export function createPrng(seed: string): Prng {
  let state = hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    between,
    pick<T>(list: readonly T[]): T {
      const entry = list[between(0, list.length - 1)];
      if (entry === undefined) throw new Error("Nothing to pick from.");
      return entry;
    },
    text: (length) => Array.from({ length }, () => ALPHABET.charAt(between(0, ALPHABET.length - 1))).join(""),
  };
}
