import type { Problem } from "@/contracts/problem";

/** A refused or failed request: the server's sentence, its code and the request id to quote. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The problem that an error carries; anything else (network gone, bug) becomes `unavailable` or `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const offline = error instanceof TypeError;
  return {
    type: "about:blank",
    title: offline ? "Switchyard cannot be reached" : "Something went wrong here",
    status: offline ? 503 : 500,
    code: offline ? "unavailable" : "internal",
    detail: offline
      ? "No answer from Switchyard. Check the connection; the page goes on by itself."
      : String(error),
    requestId: "",
  };
}
