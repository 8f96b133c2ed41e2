/** Names and ids of one cluster, from its own seeded stream. */
export interface Ids {
  /** A version 4 UUID. */
  uid(): string;
  /** `length` letters and digits that spell no words. */
  suffix(length: number): string;
}

const safeLetters = "bcdfghjklmnpqrstvwxz2456789";

/** Ids drawn from `random`, a source of numbers in [0, 1). */
export function createIds(random: () => number): Ids {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return {
    uid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[Math.floor(random() * 4)]}${hex(3)}-${hex(12)}`,
    suffix: (length) =>
      Array.from({ length }, () => safeLetters[Math.floor(random() * safeLetters.length)]).join(""),
  };
}
