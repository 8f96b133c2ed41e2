/* npm test: the whole set-up, then every check and every test. Ends with "N passed, N failed". */
import { ensureBrowser } from "./browser.mjs";
import { ensureBuild } from "./build.mjs";
import { ensureDependencies } from "./install.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { createProgress } from "./progress.mjs";
import { createReport } from "./report-stages.mjs";
import { endToEndTests, lint, typeAwareLint, types, unitTests, unused } from "./stages.mjs";

async function main() {
  checkNodeVersion();
  await createProgress().step("packages", "checking", ensureDependencies);
  const report = createReport();
  let browser;
  const hasBrowser = await report.stage("browser", async (say) => {
    browser = await ensureBrowser(say);
    return { passed: 1, failed: 0 };
  });
  await report.stage("lint", lint);
  await report.stage("type lint", typeAwareLint);
  await report.stage("types", types);
  await report.stage("unused", unused);
  await report.stage("tests", unitTests);
  const isBuilt = await report.stage("build", async (say) => {
    await ensureBuild(say);
    return { passed: 1, failed: 0 };
  });
  if (hasBrowser && isBuilt) await report.stage("end to end", endToEndTests(browser));
  report.finish();
}

main().catch((error) => {
  console.error(error.remedy ? `${error.message}\n${error.remedy}` : error);
  process.stdout.write("0 passed, 1 failed\n", () => process.exit(1));
});
