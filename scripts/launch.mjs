import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "./build.mjs";
import { controlPlaneBinaries } from "./control-plane-binaries.mjs";
import { environmentsOf } from "./environment.mjs";
import { ROOT } from "./folders.mjs";
import { ensureDependencies } from "./install.mjs";
import { startClusters } from "./launch-clusters.mjs";
import { startDatabase } from "./launch-database.mjs";
import { portalReady } from "./portal-ready.mjs";
import { freePort, portalPort } from "./ports.mjs";
import { run } from "./run.mjs";
import { secretsOf } from "./secrets.mjs";
import { prepareSeed, writeAccess } from "./seed-once.mjs";
import { programArgs } from "./stack.mjs";
import { welcome } from "./welcome.mjs";

const READY_TIMEOUT_MS = 90_000;

/**
 * Brings everything up, step by step; every step is safe to repeat.
 * @param {{
 *   options: ReturnType<typeof import("./options.mjs").readOptions>,
 *   folders: ReturnType<typeof import("./folders.mjs").foldersOf>,
 *   progress: ReturnType<typeof import("./progress.mjs").createProgress>,
 *   stack: ReturnType<typeof import("./stack.mjs").createStack>,
 *   note: (more: object) => void,
 *   isStopping: () => boolean,
 * }} context
 */
export async function launch(context) {
  const { options, folders, progress, stack, note } = context;
  const since = Date.now();
  progress.say(`\n  Switchyard ${options.dev ? "(development)" : "quick start"}\n`);
  const port = await portalPort(options.port);
  await progress.step("packages", "checking", ensureDependencies);
  await progress.step("build", "checking", (report) => ensureBuild(report, { pages: !options.dev }));
  if (options.controlPlane) await progress.step("control plane", "looking for it", controlPlaneBinaries);

  mkdirSync(folders.logs, { recursive: true, mode: 0o700 });
  const secrets = secretsOf(folders.secrets);
  const starting = startClusters(context, () => stack.replace("worker"));
  const seed = prepareSeed({
    env: environmentsOf({ secrets, folders, kubeconfigs: {} }).seed,
    tokensFile: join(folders.data, "tokens.json"),
    expected: !existsSync(folders.access),
  });
  const databaseUrl = await startDatabase(context, secrets);
  const plan = { secrets, databaseUrl, port, workerPort: await freePort(), dev: options.dev, folders };
  await progress.step("migrations", "applying", (report) => migrate(plan, report));

  const clusters = await starting.ready();
  const environments = () => environmentsOf({ ...plan, ...clusters.current() });
  const add = (name) => {
    const args = programArgs(name, options.dev ? `server/${name}.ts` : undefined);
    stack.add(name, { command: () => ({ args, env: environments()[name] }) });
  };
  // It gets ready beside the import and opens its port when there is an organization.
  add("web");
  const url = `http://localhost:${port}`;
  const place = { databaseUrl, kubeconfigs: clusters.current().seedKubeconfigs };
  await progress.step("organization", "importing the demo organization", (report) =>
    seed.importOnce(place, report, (tokens) =>
      writeAccess(folders.access, { url, tokens, kubeconfigs: clusters.forPeople() }),
    ),
  );
  add("worker");
  await progress.step("portal", `waiting for ${url}`, async (report) => {
    const ready = await portalReady(port, READY_TIMEOUT_MS);
    report(ready ? `ready at ${url}` : `not ready after ${READY_TIMEOUT_MS / 1000} s, still trying`);
  });
  if (context.isStopping()) return;
  note({ url, ready: true });
  const [cluster] = Object.keys(clusters.forPeople());
  progress.say(await welcome({ url, folders, sandboxed: clusters.sandboxed, since, cluster }));
}

async function migrate(plan, report) {
  const env = environmentsOf({ ...plan, sandboxed: false, kubeconfigs: {} }).migrate;
  const output = await run(process.execPath, [join(ROOT, "dist", "migrate.mjs")], { env });
  report(output.trim().split("\n").pop() || "applied");
}
