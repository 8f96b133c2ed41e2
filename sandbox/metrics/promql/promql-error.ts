/** A question that gets no answer, in Prometheus' words for the kind of error. */
export class PromqlError extends Error {
  readonly errorType: "bad_data" | "execution";

  constructor(message: string, errorType: "bad_data" | "execution" = "bad_data") {
    super(message);
    this.errorType = errorType;
  }
}
