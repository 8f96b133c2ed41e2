import { createRedactor } from "@/server/domain/redact/redactor";

/** What is kept of one run: lines, and characters in all. */
const mostLines = 200;
const mostText = 64 * 1024;

/** Longest line that is kept whole, in characters. */
const longestLine = 4_000;

const cut = (line: string): string =>
  line.length > longestLine
    ? `${line.slice(0, longestLine)}… (cut, ${line.length - longestLine} more)`
    : line;

/** The last lines of a log, however long it is. What is a credential by its shape is taken out before a line is held. */
export class LastLines {
  readonly #redact = createRedactor();
  #lines: string[] = [];
  #text = 0;

  add(written: string): void {
    // NUL is no character of a text in Postgres.
    const line = this.#redact(cut(written)).replaceAll("\u0000", "\ufffd");
    this.#lines.push(line);
    this.#text += line.length;
    while (this.#lines.length > mostLines || this.#text > mostText)
      this.#text -= this.#lines.shift()?.length ?? 0;
  }

  /** Oldest first. */
  get lines(): readonly string[] {
    return [...this.#lines];
  }
}
