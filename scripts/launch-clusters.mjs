import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentsOf } from "./environment.mjs";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { kubeconfigsOf, writePrivate } from "./kubeconfigs.mjs";
import { kubeconfigsBy, prometheusBy, sandboxReady } from "./sandbox-ready.mjs";
import { programArgs } from "./stack.mjs";

const START_TIMEOUT_MS = 60_000;
/** Four control planes want two cores for half a minute; a small machine needs more. */
const REAL_START_TIMEOUT_MS = 240_000;

/**
 * Uses the clusters of SWITCHYARD_CLUSTERS, or starts the sandbox; with SWITCHYARD_SANDBOX=control-plane its clusters are
 * real control planes with fake nodes. The sandbox begins at once; the step that waits for it comes with `ready()`, so that
 * Postgres starts beside it.
 * @param {Parameters<typeof import("./launch.mjs").launch>[0]} context
 * @param {() => void} onMoved called when a sandbox that was started again came back elsewhere
 */
export function startClusters(context, onMoved) {
  const { options, folders, progress } = context;
  if (options.clusters.length > 0) return { ready: () => ownClusters(options.clusters, folders, progress) };
  const program = sandboxProgram(context);
  const sandbox = startSandbox(context, program, onMoved);
  return {
    ready: () =>
      progress.step("clusters", `starting ${program.what}`, async (report) => {
        const { clusters } = await sandbox.first;
        report(`${clusters.map((cluster) => cluster.name).join(", ")} on 127.0.0.1`);
        return sandbox;
      }),
  };
}

async function ownClusters(names, folders, progress) {
  const kubeconfigs = await progress.step("clusters", "reading your kubeconfig", async (report) => {
    report(`using ${names.join(", ")}`);
    return kubeconfigsOf(names, folders.kubeconfig);
  });
  // The demo organization's workloads are never started on clusters of your own.
  const current = {
    sandboxed: false,
    kubeconfigs,
    seedKubeconfigs: {},
    registry: process.env.SWITCHYARD_REGISTRY_URL,
  };
  return { sandboxed: false, current: () => current, forPeople: () => kubeconfigs };
}

/** What plays the clusters: both kinds are told the same and say the same. */
function sandboxProgram({ options, folders }) {
  const [mine, other] = options.controlPlane
    ? [folders.controlPlane, folders.sandbox]
    : [folders.sandbox, folders.controlPlane];
  if (!existsSync(mine) && existsSync(other))
    throw new Fault(`${folders.data} was begun with the other kind of clusters.`, "Use another: --data DIR");
  mkdirSync(mine, { recursive: true, mode: 0o700 });
  if (!options.controlPlane)
    return { what: "the sandbox clusters", args: programArgs("sandbox"), timeoutMs: START_TIMEOUT_MS };
  const args = [join(ROOT, "scripts", "sandbox-of-control-planes.mjs"), folders.controlPlane];
  return { what: "real control planes", args, timeoutMs: REAL_START_TIMEOUT_MS };
}

function startSandbox({ folders, stack }, { args, timeoutMs }, onMoved) {
  let ready;
  let resolveFirst;
  let rejectFirst;
  const first = new Promise((resolve, reject) => {
    resolveFirst = resolve;
    rejectFirst = reject;
  });
  // Told where it is waited for; until then another step may fail first.
  first.catch(() => {});
  const timer = setTimeout(() => rejectFirst(notReady(folders, timeoutMs)), timeoutMs);
  const onLine = (line) => {
    const now = sandboxReady(line);
    if (!now) return;
    const moved = ready !== undefined && JSON.stringify(now) !== JSON.stringify(ready);
    ready = now;
    clearTimeout(timer);
    publish(now, folders.kubeconfig);
    resolveFirst(now);
    if (moved) onMoved();
  };
  const env = environmentsOf({
    secrets: {},
    folders,
    sandboxed: true,
    kubeconfigs: {},
  }).sandbox;
  stack.add("sandbox", { command: () => ({ args, env }), onLine });
  return {
    first,
    sandboxed: true,
    current: () => ({
      sandboxed: true,
      registry: ready.registry,
      prometheus: prometheusBy(ready),
      kubeconfigs: kubeconfigsBy(ready, "workerKubeconfig"),
      // Namespaces and quotas are the administrator's: the worker may not make them.
      seedKubeconfigs: kubeconfigsBy(ready, "kubeconfig"),
    }),
    forPeople: () =>
      Object.fromEntries(ready.clusters.map(({ name }) => [name, join(folders.kubeconfig, `${name}.yaml`)])),
  };
}

/** One kubeconfig per cluster for people, always at the same place. */
function publish(ready, folder) {
  for (const { name, kubeconfig } of ready.clusters) {
    const path = join(folder, `${name}.yaml`);
    if (path !== kubeconfig) writePrivate(path, readFileSync(kubeconfig, "utf8"));
  }
}

function notReady(folders, timeoutMs) {
  return new Fault(
    `The sandbox clusters did not become ready in ${timeoutMs / 1000} s.`,
    `See ${join(folders.logs, "sandbox.log")}; npm run reset begins with fresh data.`,
  );
}
