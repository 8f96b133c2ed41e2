import type { Problem, ProblemCode, Refusal } from "@/contracts/problem";

const statuses: Readonly<Record<ProblemCode, number>> = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
  four_eyes: 403,
  stale_approval: 409,
  approval_expired: 409,
  freeze_active: 409,
  branch_not_allowed: 422,
  not_succeeded_in_previous: 422,
  config_invalid: 422,
  secret_in_config: 422,
  deployment_in_progress: 409,
  nothing_to_change: 409,
  wrong_state: 409,
  capacity_exceeded: 409,
  ceiling_exceeded: 422,
  image_missing: 422,
  digest_mismatch: 409,
  template_deprecated: 422,
  idempotency_mismatch: 409,
  step_up_required: 403,
};

/** HTTP status of a problem code. Total. */
export function statusOf(code: ProblemCode): number {
  return statuses[code];
}

const titleOf = (code: ProblemCode): string => {
  const words = code.replaceAll("_", " ");
  return words[0]?.toUpperCase() + words.slice(1);
};

/** One field that is wrong. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** A request that ends with a "no"; the mapper turns it into problem+json. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly refusal: Refusal;
  readonly errors: readonly FieldProblem[] | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(refusal: Refusal, more: { errors?: readonly FieldProblem[]; retryAfter?: number } = {}) {
    super(refusal.reason);
    this.refusal = refusal;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
  }
}

/** The body of the answer, as `contracts/problem.ts` says. */
export function problemBody(problem: HttpProblem, requestId: string): Problem {
  const { code, reason, whoCan } = problem.refusal;
  return {
    type: `/docs/api#${code}`,
    title: titleOf(code),
    status: statusOf(code),
    code,
    detail: reason,
    requestId,
    ...(whoCan && { whoCan }),
    ...(problem.errors && { errors: [...problem.errors] }),
  };
}
