/** A label's value as it stands between double quotes in PromQL. Total: no value ends the string early. */
export function labelValue(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

/** The text as a regular expression of PromQL (RE2) that matches it and nothing else, ready for double quotes. */
export function literalPattern(value: string): string {
  return labelValue(value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
}
