/*
 * npm run test:control-plane: builds or finds the programs, starts one control plane, and runs the suites named
 * *.control-plane.test.ts on it. Ends with "N passed, N failed".
 */
import { startControlPlane } from "./control-plane.mjs";
import { controlPlaneBinaries, controlPlaneLack } from "./control-plane-binaries.mjs";
import { ensureDependencies } from "./install.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { createProgress } from "./progress.mjs";
import { createReport } from "./report-stages.mjs";
import { controlPlaneTests } from "./stages.mjs";

const passed = { passed: 1, failed: 0 };

async function main() {
  checkNodeVersion();
  await createProgress().step("packages", "checking", ensureDependencies);
  const report = createReport();
  const lack = controlPlaneLack();
  if (lack && process.env.CI !== "true") {
    console.log(`  The suites on a real control plane are skipped: ${lack}`);
    return report.finish();
  }
  let plane;
  const built = await report.stage("binaries", async (say) => {
    await controlPlaneBinaries(say);
    return passed;
  });
  const started =
    built &&
    (await report.stage("control plane", async () => {
      plane = await startControlPlane();
      return passed;
    }));
  if (started) await report.stage("suites", controlPlaneTests(environmentOf(plane), process.argv.slice(2)));
  await plane?.stop();
  report.finish();
}

/** What the suites are told; tools/control-plane/README.md is the contract. */
const environmentOf = ({ kubeconfig, workerKubeconfig, viewerKubeconfig, state }) => ({
  SWITCHYARD_CONTRACT_KUBECONFIG: kubeconfig,
  SWITCHYARD_CONTRACT_WORKER_KUBECONFIG: workerKubeconfig,
  SWITCHYARD_CONTRACT_VIEWER_KUBECONFIG: viewerKubeconfig,
  SWITCHYARD_CONTROL_PLANE_STATE: state,
});

main().catch((error) => {
  console.error(error.remedy ? `${error.message}\n${error.remedy}` : error);
  process.stdout.write("0 passed, 1 failed\n", () => process.exit(1));
});
