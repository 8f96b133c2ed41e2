import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeControlPlaneAccess } from "./control-plane-access.mjs";
import { createAdministrator } from "./control-plane-api.mjs";
import { controlPlaneBinaries } from "./control-plane-binaries.mjs";
import { createPodNetwork } from "./control-plane-network.mjs";
import { PARTS } from "./control-plane-parts.mjs";
import { freePorts } from "./control-plane-ports.mjs";
import { createPart } from "./control-plane-process.mjs";
import { setUpCluster } from "./control-plane-setup.mjs";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { until } from "./processes.mjs";
import { run } from "./run.mjs";
import { writePrivateJson } from "./secrets.mjs";

const READY_TIMEOUT_MS = 120_000;
const PORTS = ["etcd", "peer", "api", "controllers", "scheduler", "kubelet", "metrics"];
/** Who needs whom, backwards. */
const STOP_ORDER = [
  ["kwok", "metrics-server", "kube-scheduler", "kube-controller-manager"],
  ["kube-apiserver"],
  ["etcd"],
];

/**
 * What may be wished; everything may be left out.
 * @typedef {{
 *   bin?: string, folder?: string, name?: string, nodes?: boolean, metrics?: boolean,
 *   pace?: "swift" | "lively", faultyImages?: Record<string, string[]>,
 *   autoscaling?: {periodSeconds: number, scaleDownSeconds: number}, nodeGraceSeconds?: number,
 *   onDeath?: (how: string) => void, report?: (what: string) => void,
 * }} Wish
 * - bin: folder of the programs; found or built when left out
 * - folder: where everything is kept; a temporary one, removed at the stop, when left out
 * - name: cluster of the demo organization whose nodes it gets, and name of the context (dev-1)
 * - nodes: false = no nodes and no kwok (and then no metrics-server): ready in 3 s; pods stay Pending
 * - metrics: false = no metrics-server
 * - pace: how fast fake pods are (swift)
 * - faultyImages: digests of images by fault
 * - nodeGraceSeconds: how long a node may be silent before its pods are not ready (50). Fake pods stay so afterwards: longer
 *   where the API server is held for a while
 * - autoscaling: periods of the HPA controller (2 s and 5 s; a real cluster: 15 s and 300 s)
 * - onDeath: told when a part ends that nobody stopped
 */

/** A running control plane. @typedef {Awaited<ReturnType<typeof startControlPlane>>} ControlPlane */

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and kwok with metrics-server, on free ports of
 * 127.0.0.1. Resolves when the API server is ready and all nodes are. All of it ends with this process, however that ends.
 * @param {Wish} [wish]
 * @throws {Fault} when a part does not become ready; nothing is left running then
 */
export async function startControlPlane(wish = {}) {
  const bin = wish.bin ?? (await controlPlaneBinaries(wish.report));
  const folder = wish.folder ? resolve(wish.folder) : mkdtempSync(join(tmpdir(), "control-plane-"));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, "pki"))) await makeCertificates(bin, join(folder, "pki"));

  const ports = await freePorts(PORTS);
  const name = wish.name ?? "dev-1";
  const url = `https://127.0.0.1:${ports.api}`;
  const access = writeControlPlaneAccess({ name, url, folder });
  const socket = socketIn(folder, ports.api);
  writeFileSync(join(folder, "egress.json"), JSON.stringify(egress(socket)));
  writeFileSync(join(folder, "audit.json"), JSON.stringify(auditOfWorker));
  const manifests = join(ROOT, "tools", "control-plane", "manifests");
  const autoscaling = wish.autoscaling ?? { periodSeconds: 2, scaleDownSeconds: 5 };
  const plan = { folder, bin, manifests, ports, autoscaling, nodeGraceSeconds: wish.nodeGraceSeconds ?? 50 };
  const parts = partsOf(plan, wish);
  const administrator = createAdministrator({ url, folder });
  const network = createPodNetwork(administrator.read);

  const plane = {
    name,
    folder,
    url,
    bin,
    ...access,
    /** File with all of this as JSON: tools/control-plane/README.md says what others read of it. */
    state: join(folder, "state.json"),
    /** Names of the parts that run. */
    parts: Object.keys(parts),
    /** One part by name: stop, start, pause, resume. Afterwards {@link ready} tells when it answers again. */
    part(which) {
      if (!parts[which]) throw new Fault(`There is no part ${which}.`);
      return parts[which];
    },
    /** Waits until the API server is ready. @returns {Promise<boolean>} false when it is not in time */
    ready: (timeoutMs = READY_TIMEOUT_MS) => until(administrator.isReady, timeoutMs),
    /** Ends everything this instant, for the exit of this process. */
    kill() {
      for (const part of Object.values(parts)) part.kill();
      if (!wish.folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    /** Ends all parts; a folder of its own is removed. May be repeated. */
    async stop() {
      process.off("exit", plane.kill);
      for (const names of STOP_ORDER)
        await Promise.all(names.map((one) => parts[one]?.stop(...ending(one, wish))));
      administrator.close();
      network.close();
      if (!wish.folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  process.once("exit", plane.kill);
  try {
    await network.listen(socket);
    await begin({ plane, plan, parts, administrator, wish });
    return plane;
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

/** The folder appears only when it is whole. */
async function makeCertificates(bin, folder) {
  // It works to its end by itself: nobody holds its standard input.
  await run(join(bin, "certificates"), [`${folder}.new`], { env: {} });
  renameSync(`${folder}.new`, folder);
}

async function begin({ plane, plan, parts, administrator, wish }) {
  parts.etcd.start();
  parts["kube-apiserver"].start();
  const gone = () => ["etcd", "kube-apiserver"].find((name) => !parts[name].pid());
  await until(async () => gone() || (await administrator.isReady()), READY_TIMEOUT_MS);
  if (gone() || !(await administrator.isReady())) throw notReady(parts[gone() ?? "kube-apiserver"]);
  // It gives up when the API server is not healthy within its first ten seconds.
  parts["kube-controller-manager"].start();
  parts["kube-scheduler"].start();
  await setUpCluster({ plan, parts, administrator, wish, cluster: plane.name });
  writeState(plane);
}

/** What other processes need: addresses, kubeconfigs, and each part's process and log. */
function writeState(plane) {
  const { name, folder, url, bin, kubeconfig, workerKubeconfig, viewerKubeconfig } = plane;
  const pids = Object.fromEntries(plane.parts.map((part) => [part, plane.part(part).pid()]));
  const logs = Object.fromEntries(plane.parts.map((part) => [part, plane.part(part).log]));
  writePrivateJson(plane.state, {
    name,
    folder,
    url,
    bin,
    kubeconfig,
    workerKubeconfig,
    viewerKubeconfig,
    pids,
    logs,
  });
}

function partsOf(plan, { nodes = true, metrics = true, onDeath }) {
  const without = [...(nodes ? [] : ["kwok"]), ...(nodes && metrics ? [] : ["metrics-server"])];
  const names = Object.keys(PARTS).filter((name) => !without.includes(name));
  return Object.fromEntries(
    names.map((name) => [
      name,
      createPart({
        name,
        program: join(plan.bin, name),
        args: PARTS[name](plan),
        log: join(plan.folder, `${name}.log`),
        onEnd: onDeath,
      }),
    ]),
  );
}

/** Only the etcd of a folder that is kept has something to finish. */
const ending = (name, { folder }) => (folder && name === "etcd" ? ["SIGTERM", 15_000] : []);

/** The path of a socket may not be longer than about a hundred characters. */
function socketIn(folder, port) {
  const inside = join(folder, "network.sock");
  return inside.length < 100 ? inside : join(tmpdir(), `control-plane-${port}.sock`);
}

/** audit.log in the folder tells every request of the worker at its end, watches also at their start, and nobody else's. */
const auditOfWorker = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived"],
  rules: [{ level: "Metadata", users: ["worker"] }, { level: "None" }],
};

const egress = (udsName) => ({
  apiVersion: "apiserver.k8s.io/v1beta1",
  kind: "EgressSelectorConfiguration",
  egressSelections: [
    {
      name: "cluster",
      connection: { proxyProtocol: "HTTPConnect", transport: { uds: { udsName } } },
    },
  ],
});

function notReady({ name, log }) {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-25);
  return new Fault(`${name} did not become ready:\n    ${lines.join("\n    ")}`);
}
