/** One line of the merged log. `pod` is null for a remark of the portal, which is no line of anybody. */
export interface LogEntry {
  /** Counts from 1 and stays with the line while older ones go. */
  number: number;
  /** When it was written, as the cluster says it; null when a line came without. */
  at: string | null;
  pod: string | null;
  text: string;
}

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (\S+) ?(.*)$/su;

/** Reads `<time> <pod> <text>`; what has another form is kept as it is. Never throws. */
export function readEntry(raw: string, number: number): LogEntry {
  const found = form.exec(raw);
  if (!found) return { number, at: null, pod: null, text: raw };
  const [, at = null, pod = "-", text = ""] = found;
  return { number, at, pod: pod === "-" ? null : pod, text };
}

const furtherLine = /^(\s+at |\s+\.\.\. \d+ |Caused by: |\s+File ")/u;

/** Whether a line belongs to the one above it: a stack trace stands as one block under its error. */
export function continues(entry: LogEntry, above: LogEntry | undefined): boolean {
  return entry.pod !== null && above?.pod === entry.pod && furtherLine.test(entry.text);
}
