/** At most three capitals of a name: `payment-dev-1` is PD1, `Ada Lovelace` is AL. */
export function initialsOf(name: string): string {
  return name
    .split(/[\s._-]+/)
    .map((part) => part.charAt(0))
    .join("")
    .toUpperCase()
    .slice(0, 3);
}
