import type { Problem } from "@/contracts/problem";
import { ProblemError, problemOf } from "./problem-error";

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "code" in value && "detail" in value;

async function answerOf<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  if (isProblem(body)) throw new ProblemError(body);
  throw new ProblemError({ ...problemOf(new TypeError(response.statusText)), status: response.status });
}

/** GET of an API path. Throws `ProblemError` for every answer that is not 2xx. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(
    await fetch(path, { headers: { accept: "application/json" }, ...(signal && { signal }) }),
  );
}

/** A change. The idempotency key makes a repeated send the same change. Throws `ProblemError`. */
export async function send<T>(
  method: "POST" | "DELETE",
  path: string,
  change: { body?: unknown; key?: string } = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      "content-type": "application/json",
      "x-switchyard": "1",
      "idempotency-key": change.key ?? newKey(),
    },
    body: JSON.stringify(change.body ?? {}),
  });
  return answerOf<T>(response);
}

/** A fresh idempotency key; works on plain http too, where `randomUUID` is missing. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
