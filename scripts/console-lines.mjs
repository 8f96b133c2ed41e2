const LEVELS = { 40: "warning", 50: "error", 60: "fatal" };

/** The rest of a stack trace: it stays in the log file. */
const DETAIL = /^(\s|}|Node\.js v|node:internal|file:\/\/|$)/;

/**
 * What a person watching the quick start should see of a child's line: warnings and errors, short.
 * Everything else is in the log file only.
 * @param {string} line
 * @param {"stdout" | "stderr"} stream
 * @returns {string | undefined}
 */
export function consoleLine(line, stream) {
  if (!line.startsWith("{")) return stream === "stderr" && !DETAIL.test(line) ? line : undefined;
  try {
    const entry = JSON.parse(line);
    const level = LEVELS[entry.level];
    if (!level) return undefined;
    return [`${level}: ${entry.msg ?? ""}`, entry.err?.message].filter(Boolean).join(" - ");
  } catch {
    return undefined;
  }
}
