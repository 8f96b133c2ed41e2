/* npm run build: pages and programs, whether or not their sources moved. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "./build.mjs";
import { exitWith } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { createProgress } from "./progress.mjs";

async function main() {
  checkNodeVersion();
  rmSync(join(ROOT, "dist"), { recursive: true, force: true });
  await createProgress().step("build", "checking", (report) => ensureBuild(report));
}

main().catch(exitWith);
