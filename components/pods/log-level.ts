const word = /\b(WARN|WARNING|ERROR|FATAL)\b/;
const member = /"(?:level|severity)":\s?"(warn|warning|error|fatal)"/i;

/**
 * Level of a line that needs attention, null for every other. A JSON line is judged by its `level` or `severity` alone:
 * the word in its message says nothing of the line.
 */
export function logLevel(text: string): "WARN" | "ERROR" | null {
  const found = (text.startsWith("{") ? member : word).exec(text)?.[1];
  if (found === undefined) return null;
  return found.toUpperCase().startsWith("WARN") ? "WARN" : "ERROR";
}
