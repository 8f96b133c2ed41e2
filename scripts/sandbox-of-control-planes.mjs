/*
 * The sandbox of SWITCHYARD_SANDBOX=control-plane: one real control plane with fake nodes for each cluster of the demo
 * organization, and the TypeScript sandbox as the registry alone. Says the same ready line as the TypeScript sandbox.
 * Started with its data folder; what ends unasked ends all of it, and the supervisor starts it again.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startControlPlane } from "./control-plane.mjs";
import { faultyImages } from "./faulty-images.mjs";
import { ROOT } from "./folders.mjs";
import { sandboxReady } from "./sandbox-ready.mjs";

const [data] = process.argv.slice(2);
const planes = [];
let registry;
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  registry?.kill("SIGTERM");
  await Promise.all(planes.map((plane) => plane.stop()));
  process.exit(code);
}

function onDeath(how) {
  if (!stopping) console.error(how);
  void stop(1);
}

async function startRegistry() {
  const args = [join(ROOT, "dist", "sandbox.mjs"), "--data", join(data, "registry"), "--clusters", ""];
  registry = spawn(process.execPath, args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  registry.once("exit", () => onDeath("the registry ended"));
  for await (const line of createInterface({ input: registry.stdout })) {
    const ready = sandboxReady(line);
    if (ready) return ready.registry;
  }
  throw new Error("the registry did not start");
}

async function namesOfClusters() {
  const { parse } = await import("yaml");
  const { clusters } = parse(readFileSync(join(ROOT, "database", "demo-org.yaml"), "utf8"));
  return clusters.map(({ name }) => name);
}

async function main() {
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop(0));
  const wish = {
    pace: "lively",
    faultyImages: await faultyImages(),
    autoscaling: { periodSeconds: 15, scaleDownSeconds: 300 },
    onDeath,
  };
  const start = async (name) => {
    const plane = await startControlPlane({ ...wish, name, folder: join(data, name) });
    planes.push(plane);
    if (stopping) await plane.stop();
    return plane;
  };
  const [address, ...clusters] = await Promise.all([
    startRegistry(),
    ...(await namesOfClusters()).map(start),
  ]);
  const told = clusters.map(({ name, url, kubeconfig, workerKubeconfig }) => ({
    name,
    url,
    kubeconfig,
    workerKubeconfig,
  }));
  console.log(JSON.stringify({ ready: true, registry: address, clusters: told }));
}

main().catch((error) => {
  console.error(error.message);
  void stop(1);
});
