/** How long the lines of others wait for a log that is silent, in ms. */
const patienceMs = 250;

interface Source {
  lines: AsyncIterator<string>;
  /** The next line that came, while it waits for its turn, and its moment in a form that sorts as text. */
  head: { moment: string; line: string } | undefined;
  /** When its next line was asked for; undefined while nothing is asked. */
  askedAt: number | undefined;
  isOver: boolean;
}

const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z /;

/** The moment at the beginning of a line, padded to nanoseconds; a line without one comes at once. */
function momentOf(line: string): string {
  const found = stamp.exec(line);
  return found ? `${found[1]}.${(found[2] ?? "").padEnd(9, "0")}` : "";
}

/** The source whose line is the oldest of those that wait. */
function oldest(sources: readonly Source[]): Source | undefined {
  return sources.reduce<Source | undefined>((best, source) => {
    if (!source.head) return best;
    return best?.head && best.head.moment <= source.head.moment ? best : source;
  }, undefined);
}

const isOpen = ({ head, isOver }: Source): boolean => head !== undefined || !isOver;

/** How long the one that was asked last may still be waited for, in ms. */
function patienceWith(silent: readonly Source[], waitMs: number): number {
  return Math.max(...silent.map(({ askedAt = 0 }) => askedAt)) + waitMs - performance.now();
}

/** Not waited for: a log that is silent ends with its connection. */
function closeAll(sources: readonly Source[]): void {
  for (const { lines } of sources) void lines.return?.().catch(() => undefined);
}

/** Wakes one waiter, now or later; nothing piles up on a log that stays silent for hours. */
function createBell() {
  let wake: () => void = () => undefined;
  return {
    ring: () => wake(),
    /** Resolves when the bell rings, or after so many ms. */
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/**
 * Lines of several logs as one, by the time that each line begins with. Each log is read one line ahead and no further, so a
 * reader who stops stops them all. A log that is silent holds up the others for `waitMs` at most: a line that it writes later
 * may come after younger ones. Ends when all have ended; rejects when one rejects.
 */
export async function* mergeLines(
  logs: readonly AsyncIterable<string>[],
  waitMs: number = patienceMs,
): AsyncGenerator<string> {
  const bell = createBell();
  let failure: { error: unknown } | undefined;
  const sources = logs.map(
    (log): Source => ({
      lines: log[Symbol.asyncIterator](),
      head: undefined,
      askedAt: undefined,
      isOver: false,
    }),
  );

  function ask(source: Source): void {
    if (source.askedAt !== undefined) return;
    source.askedAt = performance.now();
    void source.lines
      .next()
      .then(
        ({ done, value }) => {
          source.askedAt = undefined;
          if (done) source.isOver = true;
          else source.head = { line: value, moment: momentOf(value) };
        },
        (error: unknown) => {
          failure = { error };
        },
      )
      .finally(bell.ring);
  }

  try {
    while (sources.some(isOpen)) {
      const silent = sources.filter((source) => isOpen(source) && source.head === undefined);
      silent.forEach(ask);
      const next = oldest(sources);
      const patience = next ? patienceWith(silent, waitMs) : Number.POSITIVE_INFINITY;
      if (silent.length > 0 && patience > 0) await bell.wait(patience);
      else if (next?.head) {
        yield next.head.line;
        next.head = undefined;
      }
      if (failure) throw failure.error;
    }
  } finally {
    closeAll(sources);
  }
}
