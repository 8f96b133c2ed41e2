import { HttpProblem } from "./problem";

/** Classes of requests, each with its own bucket per caller. */
export type RateClass = "read" | "change" | "plan" | "decide" | "logs";

const rules: Readonly<Record<RateClass, { perSecond: number; burst: number }>> = {
  read: { perSecond: 20, burst: 120 },
  change: { perSecond: 2, burst: 20 },
  plan: { perSecond: 1, burst: 10 },
  decide: { perSecond: 10 / 60, burst: 10 },
  logs: { perSecond: 2, burst: 20 },
};

interface Bucket {
  tokens: number;
  at: number;
}

const MOST_BUCKETS = 10_000;

/** Token buckets in memory, one per caller and class. Forgets the longest unused ones beyond 10,000. */
export class RateLimiter {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one token; throws `rate_limited` with the seconds to wait. */
  take(caller: string, kind: RateClass): void {
    const { perSecond, burst } = rules[kind];
    const key = `${kind} ${caller}`;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    this.#forget();
    if (tokens >= 1) return;
    const retryAfter = Math.max(1, Math.ceil((1 - tokens) / perSecond));
    throw new HttpProblem(
      { code: "rate_limited", reason: `Too many requests of this kind. Try again in ${retryAfter} s.` },
      { retryAfter },
    );
  }

  #forget(): void {
    if (this.#buckets.size <= MOST_BUCKETS) return;
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
