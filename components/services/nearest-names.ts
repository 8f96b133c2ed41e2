/** Letters to insert, remove or replace until `a` is `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= b.length; at += 1) {
      const replaced = (row[at - 1] ?? 0) + (letter === b[at - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? b.length;
}

/** At most three names that somebody who typed `wanted` may have meant, nearest first; none when nothing is near. */
export function nearestNames(names: readonly string[], wanted: string): readonly string[] {
  return names
    .map((name) => ({ name, off: name.includes(wanted) ? 1 : distance(name, wanted) }))
    .filter(({ off }) => off <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.off - b.off || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}
