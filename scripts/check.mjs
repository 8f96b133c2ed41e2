/* npm run check: everything that needs no browser and no build. */
import { exitWith } from "./fault.mjs";
import { ensureDependencies } from "./install.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { createProgress } from "./progress.mjs";
import { createReport } from "./report-stages.mjs";
import { lint, typeAwareLint, types, unitTests, unused } from "./stages.mjs";

async function main() {
  checkNodeVersion();
  await createProgress().step("packages", "checking", ensureDependencies);
  const report = createReport();
  await report.stage("lint", lint);
  await report.stage("type lint", typeAwareLint);
  await report.stage("types", types);
  await report.stage("unused", unused);
  await report.stage("tests", unitTests);
  report.finish();
}

main().catch(exitWith);
