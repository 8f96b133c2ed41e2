/** Members that the row says by itself, or that every line of a service repeats. */
const told = new Set([
  "time",
  "timestamp",
  "ts",
  "@timestamp",
  "level",
  "severity",
  "msg",
  "message",
  "service",
]);
const longestLine = 16 * 1024;

function valueInWords(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
}

/** A log line that is a JSON object as people read it: "INFO request method=GET status=200". Any other line as it is. Never throws. */
export function foldJson(line: string): string {
  if (!line.startsWith("{") || line.length > longestLine) return line;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof parsed !== "object" || parsed === null) return line;
  const members = new Map(Object.entries(parsed));
  const level = members.get("level") ?? members.get("severity");
  const message = members.get("msg") ?? members.get("message");
  const rest = [...members]
    .filter(([name]) => !told.has(name))
    .map(([name, value]) => `${name}=${valueInWords(value)}`);
  const head = [
    ...(typeof level === "string" ? [level.toUpperCase().padEnd(5)] : []),
    ...(message === undefined ? [] : [String(message)]),
  ];
  return [...head, ...rest].join(" ");
}
