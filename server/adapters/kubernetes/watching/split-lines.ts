const newline = 0x0a;

/** One line without its newline. */
export interface SplitLine {
  bytes: Buffer;
  /** Bytes at its end that were over the limit and are not here. */
  dropped: number;
}

/** Gathers the pieces of one line, no more of it than `limit` bytes. */
class OpenLine {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;
  #dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isBegun(): boolean {
    return this.#size > 0;
  }

  take(piece: Buffer): void {
    const kept = piece.subarray(0, this.#limit - this.#size);
    this.#dropped += piece.length - kept.length;
    if (kept.length > 0) this.#parts.push(kept);
    this.#size += kept.length;
  }

  finish(): SplitLine {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    const line = { bytes, dropped: this.#dropped };
    this.#parts = [];
    this.#size = 0;
    this.#dropped = 0;
    return line;
  }
}

/**
 * Splits a byte stream at newlines without decoding it: a character that spans two chunks stays whole. Empty lines are
 * lines. Of a line longer than `limit` bytes the rest is dropped, and counted.
 */
export async function* splitLines(
  stream: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<SplitLine> {
  const line = new OpenLine(limit);
  for await (const raw of stream) {
    const chunk = Buffer.isBuffer(raw) ? raw : Buffer.from(raw);
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      line.take(chunk.subarray(from, at));
      from = at + 1;
      yield line.finish();
    }
    line.take(chunk.subarray(from));
  }
  if (line.isBegun) yield line.finish();
}
