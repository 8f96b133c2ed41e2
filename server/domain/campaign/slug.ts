/** Words of the address that a campaign cannot be called by. */
const reserved = ["new", "plan"];
const longest = 50;

/** The address of a campaign from its title; a number is put behind one that is taken. Pure. */
export function slugOf(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, longest)
    .replace(/-+$/u, "");
  const base = plain === "" || reserved.includes(plain) ? `campaign-${plain}`.replace(/-$/u, "") : plain;
  const free = (slug: string) => !taken.includes(slug);
  if (free(base)) return base;
  return Array.from({ length: taken.length + 1 }, (_, index) => `${base}-${index + 2}`).find(free) ?? base;
}
