import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentsOf } from "./environment.mjs";
import { Fault } from "./fault.mjs";
import { kubeconfigsOf, writePrivate } from "./kubeconfigs.mjs";
import { kubeconfigsBy, sandboxReady } from "./sandbox-ready.mjs";
import { programArgs } from "./stack.mjs";

const START_TIMEOUT_MS = 60_000;

/**
 * Uses the clusters of SWITCHYARD_CLUSTERS, or starts the sandbox. The sandbox begins at once; the step that waits for it
 * comes with `ready()`, so that Postgres starts beside it.
 * @param {Parameters<typeof import("./launch.mjs").launch>[0]} context
 * @param {() => void} onMoved called when a sandbox that was started again came back elsewhere
 */
export function startClusters(context, onMoved) {
  const { options, folders, progress } = context;
  if (options.clusters.length > 0) return { ready: () => ownClusters(options.clusters, folders, progress) };
  const sandbox = startSandbox(context, onMoved);
  return {
    ready: () =>
      progress.step("clusters", "starting the sandbox clusters", async (report) => {
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

function startSandbox({ folders, stack }, onMoved) {
  let ready;
  let resolveFirst;
  let rejectFirst;
  const first = new Promise((resolve, reject) => {
    resolveFirst = resolve;
    rejectFirst = reject;
  });
  // Told where it is waited for; until then another step may fail first.
  first.catch(() => {});
  const timer = setTimeout(() => rejectFirst(notReady(folders)), START_TIMEOUT_MS);
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
  mkdirSync(folders.sandbox, { recursive: true, mode: 0o700 });
  const env = environmentsOf({
    secrets: {},
    folders,
    sandboxed: true,
    kubeconfigs: {},
    seedKubeconfigs: {},
  }).sandbox;
  stack.add("sandbox", { command: () => ({ args: programArgs("sandbox"), env }), onLine });
  return {
    first,
    sandboxed: true,
    current: () => ({
      sandboxed: true,
      registry: ready.registry,
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

function notReady(folders) {
  return new Fault(
    `The sandbox clusters did not become ready in ${START_TIMEOUT_MS / 1000} s.`,
    `See ${join(folders.logs, "sandbox.log")}; npm run reset begins with fresh data.`,
  );
}
