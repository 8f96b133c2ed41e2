/** Ink of a piece of a log line. Terminal colors without an ink of their own stay as the line is. */
export type LogTone = "red" | "green" | "amber" | "blue";

export interface TerminalStyle {
  tone: LogTone | undefined;
  bold: boolean;
}

/** How every line begins: a color that a line left open does not reach the next one. */
export const plainStyle: TerminalStyle = { tone: undefined, bold: false };

/** In the terminal's order: black, red, green, yellow, blue, magenta, cyan, white. */
const tones: readonly (LogTone | undefined)[] = [
  undefined,
  "red",
  "green",
  "amber",
  "blue",
  undefined,
  "blue",
  undefined,
];

/** Codes that belong to an extended color (38, 48, 58) and are no codes themselves. */
function argumentsOf(mode: number | undefined): number {
  if (mode === 5) return 2;
  return mode === 2 ? 4 : 0;
}

function withCode(style: TerminalStyle, code: number): TerminalStyle {
  if (code === 0) return plainStyle;
  if (code === 1) return { ...style, bold: true };
  if (code === 22) return { ...style, bold: false };
  if (code === 38 || code === 39) return { ...style, tone: undefined };
  const isTone = (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
  return isTone ? { ...style, tone: tones[code % 10] } : style;
}

/** Style after an SGR sequence with these parameters ("1;31"). Only color and bold count; the rest changes nothing. */
export function restyled(style: TerminalStyle, parameters: string): TerminalStyle {
  const codes = parameters.split(";").map(Number);
  let result = style;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    result = withCode(result, code);
    if (code === 38 || code === 48 || code === 58) at += argumentsOf(codes[at + 1]);
  }
  return result;
}
