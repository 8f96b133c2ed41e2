const newline = 0x0a;

/**
 * Splits a byte stream at newlines without decoding it: a character that spans two chunks stays whole. Empty lines are
 * kept out. A line longer than `limit` bytes is cut at the limit, its rest is dropped.
 */
export async function* splitLines(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (piece: Buffer): void => {
    const room = limit - size;
    if (room <= 0) return;
    parts.push(piece.length > room ? piece.subarray(0, room) : piece);
    size += Math.min(piece.length, room);
  };
  const finish = (): Buffer => {
    const line = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  for await (const raw of stream) {
    const chunk = Buffer.isBuffer(raw) ? raw : Buffer.from(raw);
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      if (size > 0) yield finish();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (size > 0) yield finish();
}
