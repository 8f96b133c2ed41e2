import type { Eligibility, ProblemCode, Refusal } from "@/contracts/problem";

/** A field of the input that does not fit. */
export interface InputIssue {
  path: string;
  message: string;
}

/** A "no" of an operation. Nothing was written. The same words reach API, page and command line. */
export class OperationRefused extends Error {
  readonly refusal: Refusal;
  readonly issues: readonly InputIssue[];

  constructor(refusal: Refusal, issues: readonly InputIssue[] = []) {
    super(refusal.reason);
    this.name = "OperationRefused";
    this.refusal = refusal;
    this.issues = issues;
  }
}

/** Ends the operation with a refusal. */
export function refuse(code: ProblemCode, reason: string, whoCan: readonly string[] = []): never {
  throw new OperationRefused({ code, reason, ...(whoCan.length > 0 ? { whoCan: [...whoCan] } : {}) });
}

/** Goes on when the answer is yes; ends the operation with its refusal otherwise. */
export function demand(answer: Eligibility): void {
  if (answer.allowed) return;
  const { allowed: _no, ...refusal } = answer;
  throw new OperationRefused(refusal);
}
