import type { FieldProblems } from "./plan-draft";

/** What stands in red below a field: what the server says of it, else what is wrong with what was typed. An empty field is only missing. */
export function errorOf(
  { told, problems }: { told: FieldProblems; problems: FieldProblems },
  path: string,
  text: string,
): string | undefined {
  return told.get(path) ?? (text.trim() === "" ? undefined : problems.get(path));
}
