import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";
import { startRegistry } from "@/sandbox/registry/start-registry";
import { livelyProfile, swiftProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { readOrganization } from "@/sandbox/sim/organization";
import { addressOf, runClusterThread, startClusterThread } from "./cluster-thread";
import { sandboxEnv } from "./env";
import { prepareIdentities } from "./running-cluster";
import { startClusters } from "./start-clusters";

/** It ends within two seconds; a busy machine gets more before the end is forced. */
const EXIT_AFTER_MS = 8000;
const PARENT_CHECK_MS = 1000;

/**
 * Flags, or the environment of the quick start; the organization is the demo's unless told otherwise. `--clusters dev-1,beta-1`
 * starts only these, `--clusters ""` none: then it is a registry alone.
 * `--pace swift` makes pods start and end ten times as fast.
 */
function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      organization: { type: "string" },
      clusters: { type: "string" },
      "registry-port": { type: "string" },
      pace: { type: "string" },
    },
  });
  const port = values["registry-port"];
  return {
    data: values.data ?? sandboxEnv.data ?? ".switchyard/sandbox",
    organization: values.organization ?? sandboxEnv.organization ?? "database/demo-org.yaml",
    profile: values.pace === "swift" ? swiftProfile : livelyProfile,
    ...(values.clusters === undefined ? {} : { clusters: values.clusters.split(",").filter(Boolean) }),
    ...(port === undefined ? {} : { registryPort: Number(port) }),
  };
}

/** Calls back once when the sandbox should end: told to, or because the program that started it is gone. */
function onEnd(run: () => void): void {
  let ended = false;
  const once = () => {
    if (!ended) run();
    ended = true;
  };
  process.on("SIGTERM", once);
  process.on("SIGINT", once);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) once();
  }, PARENT_CHECK_MS).unref();
  if (process.stdin.isTTY !== true && sandboxEnv.watchesParent) process.stdin.on("end", once).resume();
}

async function main(): Promise<void> {
  const { registryPort, data, profile, ...options } = readOptions();
  const organization = readOrganization(options.organization);
  const names = options.clusters ?? organization.clusters.map(({ name }) => name);
  const [here, there] = halvesOf(names);
  await prepareIdentities(names, data);
  const parts = await Promise.all([
    startClusters(organization, { data, profile, clusters: here }),
    ...(there.length > 0
      ? [startClusterThread(import.meta.url, { data, profile, organization, clusters: there })]
      : []),
  ]);
  const registry = await startRegistry(organization, data, registryPort);
  onEnd(() => {
    setTimeout(() => process.exit(1), EXIT_AFTER_MS).unref();
    Promise.all([registry, ...parts].map((part) => part.close())).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`sandbox: ${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  const clusters = parts.flatMap((part) => part.clusters.map(addressOf));
  process.stdout.write(`${JSON.stringify({ ready: true, registry: registry.url, clusters })}\n`);
}

/** One half for this thread and one for another: the two cores of a small machine. */
function halvesOf(names: readonly string[]): [string[], string[]] {
  const middle = Math.ceil(names.length / 2);
  return [names.slice(0, middle), names.slice(middle)];
}

await (isMainThread ? main() : runClusterThread());
