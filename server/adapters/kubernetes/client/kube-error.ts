/** One cause inside a refusal of the API server. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** Body of an error answer: `metav1.Status`, as far as it is read. */
export interface KubeStatus {
  kind?: string;
  message?: string;
  reason?: string;
  details?: { causes?: StatusCause[]; retryAfterSeconds?: number };
}

/** An answer of the API server that is not a success. Thrown inside this adapter only. */
export class KubeError extends Error {
  readonly status: number;
  readonly body: KubeStatus;

  constructor(status: number, body: KubeStatus) {
    super(body.message ?? `The API server answered ${status}.`);
    this.name = "KubeError";
    this.status = status;
    this.body = body;
  }

  get causes(): readonly StatusCause[] {
    return this.body.details?.causes ?? [];
  }
}

/** No answer at all: connection refused, cut, timed out or canceled by the caller. */
export class KubeSilence extends Error {
  constructor(message: string) {
    super(message);
    this.name = "KubeSilence";
  }
}
