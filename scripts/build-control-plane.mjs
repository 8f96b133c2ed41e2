/* Builds the control plane for tests, or finds it, and prints its folder. */
import { controlPlaneBinaries } from "./control-plane-binaries.mjs";
import { exitWith } from "./fault.mjs";

controlPlaneBinaries((what) => console.error(`  ${what}`)).then(console.log, exitWith);
