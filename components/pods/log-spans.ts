import { escapeAt } from "./terminal-escape";
import { plainStyle, restyled, type TerminalStyle } from "./terminal-style";

/** A run of characters of one style. */
export interface LogSpan extends TerminalStyle {
  text: string;
}

/** Characters of a line that are shown; a longer line is cut and says so. */
const longestShown = 16 * 1024;

/** Characters that reorder or hide text: Arabic letter mark, zero widths, bidi controls, the byte order mark. */
const invisible: readonly (readonly [number, number])[] = [
  [0x061c, 0x061c],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
];

/** What is shown for one character: controls vanish (a tab stays), invisible ones become a badge such as ⟨U+202E⟩. */
function shownAs(text: string, at: number): string {
  const code = text.charCodeAt(at);
  if (code === 0x09) return "\t";
  if (code < 0x20 || code === 0x7f) return "";
  if (invisible.some(([low, high]) => code >= low && code <= high))
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  return text.charAt(at);
}

function cut(line: string): string {
  if (line.length <= longestShown) return line;
  return `${line.slice(0, longestShown)}… (cut, ${line.length - longestShown} more characters)`;
}

/**
 * A line of a log as pieces to show. The bytes are the workload's and may be hostile: of all terminal sequences only
 * color and bold survive, no control character does, and text cannot be reordered or hidden. Never throws.
 */
export function logSpans(line: string): readonly LogSpan[] {
  const text = cut(line);
  const spans: LogSpan[] = [];
  let style = plainStyle;
  let run = "";
  const flush = (): void => {
    if (run !== "") spans.push({ ...style, text: run });
    run = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = escapeAt(text, at);
    if (found === null) run += shownAs(text, at);
    else if (found.sgr !== null) {
      flush();
      style = restyled(style, found.sgr);
    }
    at = found?.end ?? at + 1;
  }
  flush();
  return spans;
}
