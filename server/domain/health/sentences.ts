/** `1 of 4 pods` / `3 of 4 pods`, followed by the verb in the right number. */
export function podsOf(count: number, of: number, verb: { one: string; many: string }): string {
  const noun = of === 1 ? "pod" : "pods";
  return `${count} of ${of} ${noun} ${count === 1 ? verb.one : verb.many}`;
}

/** `4 s`, `12 min`, `3 h`, `2 d`: the largest unit that fits, rounded down. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Cuts a text of the cluster so that it fits beside a sentence. */
export function shortened(text: string, limit = 240): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** Text without its closing period, for the middle of a sentence. */
export function bare(text: string): string {
  return shortened(text).replace(/\.$/, "");
}
