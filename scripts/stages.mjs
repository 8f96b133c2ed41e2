import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "./folders.mjs";
import { run } from "./run.mjs";

const bin = (file) => join(ROOT, "node_modules", file);
const node = (args, options) => run(process.execPath, args, options);

/** One check that has no tests of its own: it passes or fails as a whole. */
const whole = (work) => async (report) => {
  await work(report);
  return { passed: 1, failed: 0 };
};

/** Reads what a test runner counted, even when it ended with an error; undefined when it counted nothing. */
function countsIn(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}

async function counted({ args, file, read, report, env }) {
  let problem;
  const onLine = (line) => report(plain(line).slice(0, 100) || "running");
  const output = await node(args, { onLine, env }).catch((error) => {
    problem = error;
    return "";
  });
  const counts = countsIn(file, read);
  if (problem && (!counts || counts.failed === 0)) return { passed: counts?.passed ?? 0, failed: 1, problem };
  return {
    ...(counts ?? { passed: 0, failed: 1, problem: new Error(output) }),
    ...(problem ? { problem } : {}),
  };
}

const plain = (line) => stripVTControlCharacters(line).trim();

/** Format, lint, import boundaries and the purity of the domain. */
export const lint = whole(() => node([bin("@biomejs/biome/bin/biome"), "ci", "--colors=off", "."]));

/** Rules that need types, and the budgets of files and functions. */
export const typeAwareLint = whole(() => node([bin("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"]));

/** The compiler; the types of the pages' routes are generated before. */
export const types = whole(async (report) => {
  report("route types");
  await node([bin("next/dist/bin/next"), "typegen"], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  report("tsc");
  await node([bin("typescript/bin/tsc"), "--noEmit", "--pretty", "false"]);
});

/** Files, exports and dependencies that nothing uses. */
export const unused = whole(() => node([bin("knip/bin/knip.js"), "--no-progress"]));

/** Vitest with one of its configurations; it counts single tests, and files that could not be run. */
function vitest({ args = [], report, env }) {
  const file = join(tmpdir(), `switchyard-vitest-${process.pid}.json`);
  return counted({
    args: [
      bin("vitest/vitest.mjs"),
      "run",
      ...args,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    file,
    read: (result) => ({
      passed: result.numPassedTests,
      failed:
        result.numFailedTests +
        result.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0)
          .length,
    }),
    report,
    env: { ...process.env, ...env, NODE_ENV: "test" },
  });
}

/** Unit, component and contract tests. */
export const unitTests = (report) => vitest({ report });

/**
 * Suites on a real control plane.
 * @param {NodeJS.ProcessEnv} env tells them where it is
 * @param {string[]} [only] what vitest should run of them
 */
export const controlPlaneTests =
  (env, only = []) =>
  (report) =>
    vitest({ args: ["--config", "vitest.control-plane.config.ts", ...only], report, env });

/** Folders of specs. Each has an instance of its own: they wait for clocks most of the time, so they run beside each other. */
const endToEndFolders = () =>
  readdirSync(join(ROOT, "e2e"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "support")
    .map((entry) => entry.name);

/** Journeys in Chromium against private instances. @param {string} browser its path */
export const endToEndTests = (browser) => async (report) => {
  const part = (folder) => {
    const file = join(tmpdir(), `switchyard-playwright-${process.pid}-${folder}.json`);
    return counted({
      args: [
        bin("@playwright/test/cli.js"),
        "test",
        `e2e/${folder}/`,
        "--reporter=list,json",
        `--output=${join("test-results", folder)}`,
      ],
      file,
      read: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
      report,
      env: { ...process.env, SWITCHYARD_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    });
  };
  return sumOf(await Promise.all(endToEndFolders().map(part)));
};

function sumOf(parts) {
  const total = (count) => parts.reduce((sum, part) => sum + part[count], 0);
  const told = parts.flatMap(({ problem }) => (problem ? [problem.output ?? problem.message] : []));
  const counts = { passed: total("passed"), failed: total("failed") };
  return told.length > 0 ? { ...counts, problem: new Error(told.join("\n\n")) } : counts;
}
