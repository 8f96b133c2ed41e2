import { failure } from "@/sandbox/api/errors";

/** A disturbance of requests: slower, or refused, for those it matches. */
export interface RequestFault {
  /** Verb such as `patch`; absent: every verb. */
  verb?: string;
  /** Resource such as `deployments`; absent: every resource. */
  resource?: string;
  /** Milliseconds of real time that each answer waits. */
  latencyMs?: number;
  /** HTTP status to answer with instead. */
  code?: number;
  /** Share of the matching requests that are hit, 0 to 1. Default 1. */
  rate?: number;
  /** How many hits are left; absent: no end. */
  times?: number;
}

/** How the whole server misbehaves: not at all, connections cut, or accepted and never answered. */
export type ServerFault = "none" | "api-down" | "route-blocked";

/** The faults that are switched on for one cluster's HTTP layer. */
export class Faults {
  server: ServerFault = "none";
  #requests: RequestFault[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Replaces the request faults. */
  set(requests: readonly RequestFault[]): void {
    this.#requests = requests.map((fault) => ({ ...fault }));
  }

  /** What is switched on. */
  summary(): { server: ServerFault; requests: readonly RequestFault[] } {
    return { server: this.server, requests: this.#requests };
  }

  /** Milliseconds to wait before this request is answered. Throws the refusal of a fault that hits. */
  disturb(verb: string, resource: string): number {
    let wait = 0;
    for (const fault of this.#requests) {
      if (!this.#hits(fault, verb, resource)) continue;
      wait += fault.latencyMs ?? 0;
      if (fault.code !== undefined) throw refusal(fault.code);
    }
    return wait;
  }

  #hits(fault: RequestFault, verb: string, resource: string): boolean {
    if (
      (fault.verb && fault.verb !== verb) ||
      (fault.resource && fault.resource !== resource) ||
      fault.times === 0
    )
      return false;
    if (this.#random() >= (fault.rate ?? 1)) return false;
    if (fault.times !== undefined) fault.times -= 1;
    return true;
  }
}

const reasons: Readonly<Record<number, string>> = {
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

function refusal(code: number): Error {
  const details = code === 429 ? { retryAfterSeconds: 1 } : {};
  return failure({
    code,
    reason: reasons[code] ?? "InternalError",
    message: "the server is disturbed on purpose (sandbox fault)",
    details,
  });
}
