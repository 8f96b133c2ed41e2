/** Answers that are kept at the most. */
const mostKept = 500;

/** Questions that askers share. They never reject. */
export interface SharedQuestions<T> {
  /**
   * The answer to `key`: a kept one, the one that is under way, or a new one, which serves others for `keepFor` ms after it was
   * asked for.
   */
  ask(key: string, ask: { question: () => Promise<T>; keepFor: (answer: T) => number }): Promise<T>;
}

interface Kept<T> {
  answer: Promise<T>;
  /** Until when it serves others; endless while it is under way. */
  until: number;
}

/**
 * Makes many askers cost one question: the same key is answered by the same promise while it is under way and for a while
 * after. At most `atOnce` questions are under way; at most `waiting` more wait for their turn, and every further one is
 * answered by `busy` at once.
 */
export function sharedQuestions<T>(options: {
  atOnce: number;
  waiting: number;
  busy: () => T;
  now: () => number;
}): SharedQuestions<T> {
  const { atOnce, waiting, busy, now } = options;
  const kept = new Map<string, Kept<T>>();
  const queue: (() => void)[] = [];
  let running = 0;

  function forgetOld(): void {
    for (const [key, { until }] of kept) if (until <= now() || kept.size > mostKept) kept.delete(key);
  }

  async function inTurn(question: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
    try {
      return await question();
    } finally {
      // The place goes to the one who waited longest; without one it is free.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    async ask(key, { question, keepFor }) {
      forgetOld();
      const known = kept.get(key);
      if (known) return known.answer;
      if (queue.length >= waiting) return busy();
      const at = now();
      const asked: Kept<T> = { answer: inTurn(question), until: Number.POSITIVE_INFINITY };
      kept.set(key, asked);
      const answer = await asked.answer;
      asked.until = at + keepFor(answer);
      return answer;
    },
  };
}
