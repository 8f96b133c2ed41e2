/*
 * The whole gate: npm test, and the suites on a real control plane, whose programs are built meanwhile with low priority.
 * Plain Node: it must run in an empty clone. Ends with one "N passed, N failed" that adds both up.
 */
import { stripVTControlCharacters } from "node:util";
import { controlPlaneBinaries } from "./control-plane-binaries.mjs";
import { run, stopRunning } from "./run.mjs";

const COUNTS = /^(\d+) passed, (\d+) failed$/;
/** A line that names what failed: a file of Vitest, a test of Playwright, a stage of ours. */
const FAILURE = /^(FAIL |\d+\) |✗ )/;
/** What failed, for the end: the output of half an hour may be cut at its beginning. */
const failures = [];

/** Runs a command whose last line is "N passed, N failed"; what it says is passed on, indented where it counts. */
async function counted(command, args) {
  let last;
  const onLine = (line) => {
    last = COUNTS.exec(line) ?? last;
    const plain = stripVTControlCharacters(line).trim();
    if (FAILURE.test(plain)) failures.push(plain);
    console.log(line.replace(COUNTS, "  $&"));
  };
  const ended = await run(command, args, { onLine, env: { ...process.env, CI: "true" } }).then(
    () => true,
    () => false,
  );
  const [, passed = 0, failed = 0] = (last ?? []).map(Number);
  // It may end badly after it counted, or without having counted at all.
  return { passed, failed: ended && last ? failed : Math.max(1, failed) };
}

async function main() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      stopRunning();
      process.exit(130);
    });
  }
  // What is wrong with it is told by the suites, which ask for the same programs.
  const built = controlPlaneBinaries(undefined, { patient: true }).catch(() => {});
  const usual = await counted("npm", ["test"]);
  await built;
  const real = await counted(process.execPath, ["scripts/test-control-plane.mjs"]);
  const sum = { passed: usual.passed + real.passed, failed: usual.failed + real.failed };
  if (failures.length > 0) console.log(`What failed:\n  ${[...new Set(failures)].join("\n  ")}\n`);
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`, () =>
    process.exit(sum.failed > 0 ? 1 : 0),
  );
}

await main();
