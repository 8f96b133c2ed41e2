const LIMIT_MS = 60_000;

/**
 * Asks until there is an answer. Seldom, because what is measured notes its times by itself and asking must not disturb
 * it. Throws after a minute.
 */
export async function until<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("What should have been seen did not happen within a minute.");
}
