import { HttpProblem } from "./problem";

/** A NUL, or half of a surrogate pair. */
const unstorable = /\0|\p{Surrogate}/u;

/** Where a text stands that Postgres cannot keep: one with a NUL, or with half of a surrogate pair. */
function unstorableAt(value: unknown, path: string): string | undefined {
  if (typeof value === "string") return unstorable.test(value) ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const where = path === "" ? name : `${path}.${name}`;
    const found = unstorableAt(name, where) ?? unstorableAt(inner, where);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gives the value back; throws `invalid_input` when a text in it could not be stored. The value nests at most 64 deep. */
export function refuseUnstorable<T>(value: T, what: string): T {
  const path = unstorableAt(value, "");
  if (path === undefined) return value;
  const message = "a text holds a character that cannot be stored";
  const where = path === "" ? what : `${what}, ${path}`;
  throw new HttpProblem(
    { code: "invalid_input", reason: `${where}: ${message}.` },
    { errors: [{ path, message }] },
  );
}
