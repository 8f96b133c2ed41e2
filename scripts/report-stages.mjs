import { createProgress } from "./progress.mjs";
import { stopRunning } from "./run.mjs";

/**
 * Runs stages in order; a stage that fails does not keep the next ones from running.
 * @returns {{stage: Function, finish: () => never}}
 */
export function createReport() {
  const progress = createProgress();
  const sum = { passed: 0, failed: 0 };
  const since = Date.now();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      stopRunning();
      process.exit(130);
    });
  }

  return {
    /**
     * @param {string} name
     * @param {(report: (what: string) => void) => Promise<{passed: number, failed: number, problem?: Error}>} work
     * @returns {Promise<boolean>} whether nothing failed
     */
    async stage(name, work) {
      const counts = await progress.step(name, "running", async (report) => {
        const result = await work(report).catch((problem) => ({ passed: 0, failed: 1, problem }));
        report(`${result.passed} passed, ${result.failed} failed`);
        return result;
      });
      sum.passed += counts.passed;
      sum.failed += counts.failed;
      if (counts.problem) progress.say(`\n${explain(counts.problem)}\n`);
      return counts.failed === 0;
    },
    finish() {
      progress.say(`\n  ${((Date.now() - since) / 1000).toFixed(0)} s\n`);
      // The last line, exactly in this form: scripts read it.
      process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`, () =>
        process.exit(sum.failed > 0 ? 1 : 0),
      );
    },
  };
}

const explain = (problem) => [problem.output ?? problem.message, problem.remedy].filter(Boolean).join("\n");
