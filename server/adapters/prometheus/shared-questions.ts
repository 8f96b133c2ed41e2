/** Answers that are kept at the most. */
const mostKept = 500;

/** Questions that askers share. */
export interface SharedQuestions<T> {
  /** The answer to `key`: a kept one, the one that somebody asked for already, or a new one. */
  ask(key: string, question: () => Promise<T>): Promise<T>;
}

/**
 * Makes many askers cost one question: the same key within `keepMs` is answered by the same promise. At most `atOnce` questions
 * are under way; at most `waiting` more wait for their turn, and every further one is answered by `busy` at once.
 */
export function sharedQuestions<T>(options: {
  keepMs: number;
  atOnce: number;
  waiting: number;
  busy: () => T;
  now: () => number;
}): SharedQuestions<T> {
  const { keepMs, atOnce, waiting, busy, now } = options;
  const kept = new Map<string, { answer: Promise<T>; at: number }>();
  const queue: (() => void)[] = [];
  let running = 0;

  function forgetOld(): void {
    for (const [key, { at }] of kept) {
      if (now() - at < keepMs && kept.size <= mostKept) return;
      kept.delete(key);
    }
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
    async ask(key, question) {
      forgetOld();
      const known = kept.get(key);
      if (known && now() - known.at < keepMs) return known.answer;
      if (queue.length >= waiting) return busy();
      const answer = inTurn(question);
      kept.delete(key);
      kept.set(key, { answer, at: now() });
      return answer;
    },
  };
}
