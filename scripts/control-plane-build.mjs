import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { until } from "./processes.mjs";
import { run } from "./run.mjs";
import { currentRun, takeRun } from "./run-lock.mjs";
import { hashOf } from "./sources.mjs";

const TOOLS = "tools/control-plane";
const INPUTS = ["go.mod", "go.sum", "main.go", "certificates", "tether", "nodes"].map(
  (name) => `${TOOLS}/${name}`,
);
/** Every program by the binary that holds it; a program is a link to its binary. */
const BINARIES = {
  controlplane: [
    "certificates",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kubectl",
  ],
  nodes: ["kwok", "metrics-server"],
};
/** kwok's own definitions that the start uses, in its module's folder. */
const ASSETS = {
  "kwok-definitions.yaml": ["crd/bases"],
  "kwok-behavior.yaml": [
    "stage/node/fast/node-initialize.yaml",
    "stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
    "stage/pod/fast/pod-ready.yaml",
    "stage/pod/fast/pod-complete.yaml",
    "stage/pod/fast/pod-delete.yaml",
    "metrics/resource/metrics-resource.yaml",
  ],
};
const LONGEST_BUILD_MS = 60 * 60_000;

/** Where binaries are kept, outside the work tree: SWITCHYARD_CACHE, or the user's cache folder. */
function cacheFolder() {
  const users =
    process.env.XDG_CACHE_HOME ||
    (process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache"));
  return process.env.SWITCHYARD_CACHE || join(users, "switchyard");
}

/** Path of the go command of this machine; undefined when there is none. */
function findGo() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/go/bin"];
  return folders.map((folder) => join(folder, "go")).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of the binaries of this tree, named by the hash of everything that goes in. */
function binariesFolder() {
  const hash = hashOf([...INPUTS, "scripts/control-plane-build.mjs"]).slice(0, 16);
  return join(cacheFolder(), `control-plane-${process.platform}-${process.arch}-${hash}`);
}

/** Why there can be no control plane on this machine, in one sentence; undefined when there can. */
export function controlPlaneLack() {
  if (existsSync(binariesFolder()) || findGo()) return undefined;
  return "there is no Go here to build it with (https://go.dev/dl).";
}

/**
 * Finds or builds the programs of the control plane. Two callers at once build once: the second waits for the first.
 * @param {(what: string) => void} [report]
 * @returns {Promise<string>} folder with one file per program, and `assets`
 * @throws {Fault} when they are not built yet and there is no Go
 */
export async function controlPlaneBinaries(report = () => {}) {
  const folder = binariesFolder();
  if (existsSync(folder)) return folder;
  const go = findGo();
  if (!go)
    throw new Fault(
      "There is no Go to build the control plane with.",
      "Install Go 1.26 (https://go.dev/dl).",
    );
  const lock = await takeTurn(`${folder}.lock`, report);
  try {
    if (!existsSync(folder)) await build(go, folder, report);
  } finally {
    lock.release();
  }
  return folder;
}

async function takeTurn(path, report) {
  for (;;) {
    try {
      return takeRun(path);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      report("waiting for another build of the control plane");
      if (!(await until(() => !currentRun(path), LONGEST_BUILD_MS))) throw error;
    }
  }
}

async function build(go, folder, report) {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, "assets"), { recursive: true });
  const env = {
    ...process.env,
    CGO_ENABLED: "0",
    GOWORK: "off",
    GOFLAGS: "-mod=readonly -trimpath -buildvcs=false",
  };
  const remedy =
    "Check that the Go module proxy can be reached (go env GOPROXY) and run the same command again.";
  const at = (name) => ({ cwd: join(ROOT, TOOLS, name === "nodes" ? "nodes" : "."), env, remedy });
  const moduleOf = (name, format, module) =>
    run(go, ["list", "-m", "-f", format, module], at(name)).then((text) => text.trim().split("\n").pop());

  report("building etcd and Kubernetes (about 8 minutes the first time)");
  const flags = await versionFlags(moduleOf);
  for (const [name, programs] of Object.entries(BINARIES)) {
    const onLine = (line) => report(line.slice(0, 80));
    await run(go, ["build", "-ldflags", `-s -w ${flags[name]}`, "-o", join(draft, name), "."], {
      ...at(name),
      onLine,
    });
    for (const program of programs) symlinkSync(name, join(draft, program));
  }
  const kwok = await moduleOf("nodes", "{{.Dir}}", "sigs.k8s.io/kwok");
  for (const [asset, paths] of Object.entries(ASSETS)) {
    writeFileSync(join(draft, "assets", asset), joined(paths.map((path) => join(kwok, "kustomize", path))));
  }
  renameSync(draft, folder);
  report("built");
}

/** Without these a program says v0.0.0 of itself. */
async function versionFlags(moduleOf) {
  const kubernetes = await moduleOf("controlplane", "{{.Version}}", "k8s.io/kubernetes");
  const kwok = await moduleOf("nodes", "{{.Version}}", "sigs.k8s.io/kwok");
  const [major, minor] = kubernetes.slice(1).split(".");
  const of = { gitVersion: kubernetes, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  const stamps = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((name) =>
    Object.entries(of).map(([field, value]) => `-X ${name}.${field}=${value}`),
  );
  return { controlplane: stamps.join(" "), nodes: `-X sigs.k8s.io/kwok/pkg/consts.Version=${kwok}` };
}

function joined(paths) {
  const files = paths.flatMap((path) =>
    path.endsWith(".yaml")
      ? [path]
      : readdirSync(path)
          .sort()
          .map((name) => join(path, name)),
  );
  return files.map((file) => readFileSync(file, "utf8")).join("\n---\n");
}
