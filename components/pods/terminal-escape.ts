const bell = 0x07;
const escapeCode = 0x1b;
const stringEnd = 0x9c;

/** A control sequence in a line: where it ends, and its parameters when it is SGR (color and bold). */
export interface TerminalEscape {
  end: number;
  sgr: string | null;
}

const isWithin = (code: number, low: number, high: number): boolean => code >= low && code <= high;

function skip(text: string, from: number, [low, high]: readonly [number, number]): number {
  let at = from;
  while (isWithin(text.charCodeAt(at), low, high)) at += 1;
  return at;
}

/** `ESC [ 1;31 m`. One that breaks off is dropped as far as it goes. */
function controlSequence(text: string, body: number): TerminalEscape {
  const last = skip(text, body, [0x20, 0x3f]);
  if (!isWithin(text.charCodeAt(last), 0x40, 0x7e)) return { end: last, sgr: null };
  return { end: last + 1, sgr: text.charAt(last) === "m" ? text.slice(body, last) : null };
}

/** Titles, links, clipboard writes, device strings: all of it goes, to its end or to the end of the line. */
function commandString(text: string, body: number): TerminalEscape {
  for (let at = body; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === bell || code === stringEnd) return { end: at + 1, sgr: null };
    if (code === escapeCode) return { end: text.charAt(at + 1) === "\\" ? at + 2 : at, sgr: null };
  }
  return { end: text.length, sgr: null };
}

/** `ESC ( B`, `ESC 7`: intermediates and one final character. */
function shortSequence(text: string, from: number): TerminalEscape {
  const last = skip(text, from, [0x20, 0x2f]);
  return { end: isWithin(text.charCodeAt(last), 0x30, 0x7e) ? last + 1 : last, sgr: null };
}

/**
 * The control sequence that begins at `at`, written with ESC or as one C1 character; null where none begins. Reads every
 * character at most once, so a hostile line costs no more than a long one.
 */
export function escapeAt(text: string, at: number): TerminalEscape | null {
  const code = text.charCodeAt(at);
  const isShort = isWithin(code, 0x80, 0x9f);
  if (code !== escapeCode && !isShort) return null;
  const kind = isShort ? String.fromCharCode(code - 0x40) : text.charAt(at + 1);
  const body = at + (isShort ? 1 : 2);
  if (kind === "[") return controlSequence(text, body);
  if (kind !== "" && "]PX^_".includes(kind)) return commandString(text, body);
  return isShort ? { end: body, sgr: null } : shortSequence(text, at + 1);
}
