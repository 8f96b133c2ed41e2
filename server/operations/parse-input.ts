import type * as z from "zod";
import { OperationRefused } from "./operation-refused";

/** The input by its contract; refuses with every issue otherwise. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : "";
  throw new OperationRefused(
    { code: "invalid_input", reason: `The input does not fit: ${where}${first?.message ?? "unknown"}.` },
    issues,
  );
}
