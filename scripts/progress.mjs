const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Progress of a sequence of steps. On a terminal one line per step is rewritten while it works;
 * elsewhere a step that takes long gives a sign of life every ten seconds, and each says that it ended.
 * @param {{stream?: NodeJS.WriteStream}} [options]
 */
export function createProgress({ stream = process.stdout } = {}) {
  const live = Boolean(stream.isTTY) && !process.env.CI;
  const write = (text) => stream.write(text);
  let current;

  const draw = (step, mark, end) => {
    const width = Math.max(40, (stream.columns || 100) - 1);
    const left = `  ${mark} ${step.name.padEnd(13)} ${step.what}`;
    const right = ` ${seconds(step.since)}`;
    write(`${live ? "\r\u001b[2K" : ""}${left.slice(0, width - right.length)}${right}${end}`);
  };

  return {
    /** A plain line between steps. @param {string} text */
    say(text) {
      if (live && current) write("\r\u001b[2K");
      write(`${text}\n`);
    },
    /**
     * Runs one step. The work may report what it does now, and may return the text of the finished line.
     * @template T
     * @param {string} name
     * @param {string} what
     * @param {(report: (what: string) => void) => Promise<T> | T} work
     * @returns {Promise<T>}
     */
    async step(name, what, work) {
      const step = { name, what, since: Date.now() };
      current = step;
      if (live) draw(step, "…", "");
      let ticks = 0;
      const timer = setInterval(
        () => {
          ticks += 1;
          if (live || ticks % 10 === 2) draw(step, "…", live ? "" : "\n");
        },
        live ? 200 : 1000,
      );
      try {
        const result = await work((text) => {
          step.what = text;
        });
        draw(step, result?.failed > 0 ? "✗" : "✓", "\n");
        return result;
      } catch (error) {
        draw(step, "✗", "\n");
        throw error;
      } finally {
        clearInterval(timer);
        current = undefined;
      }
    },
  };
}
