import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";
import { run } from "./run.mjs";

const TOOLS = "tools/control-plane";
/** Everything that goes in. */
export const INPUTS = [
  ...["go.mod", "go.sum", "main.go", "certificates", "tether", "nodes"].map((name) => `${TOOLS}/${name}`),
  "scripts/control-plane-build.mjs",
];
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

/**
 * Builds every program into a folder that appears only when it is whole.
 * @param {{go: string, folder: string, report: (what: string) => void, patient: boolean}} order
 *   patient: others on this machine come first
 */
export async function buildControlPlane({ go, folder, report, patient }) {
  const draft = `${folder}.new`;
  const [command, ...first] = patient ? ["nice", "-n", "15", go] : [go];
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
    await run(
      command,
      [...first, "build", "-ldflags", `-s -w ${flags[name]}`, "-o", join(draft, name), "."],
      {
        ...at(name),
        onLine,
      },
    );
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
