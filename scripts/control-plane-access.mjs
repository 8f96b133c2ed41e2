import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "./kubeconfigs.mjs";

/** Who signs in with a token: the roles of worker and viewer are in tools/control-plane/manifests/access.yaml. */
const PEOPLE = { admin: ["system:masters"], worker: [], viewer: [] };
const PROGRAMS = ["kube-controller-manager", "kube-scheduler", "kwok", "metrics-server"];

const base64 = (file) => readFileSync(file).toString("base64");

/** A kubeconfig is YAML, and JSON is YAML. */
function kubeconfig({ name, url, folder }, user) {
  const authority = base64(join(folder, "pki", "ca.crt"));
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server: url, "certificate-authority-data": authority } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

function tokensIn(folder) {
  const file = join(folder, "tokens.csv");
  if (!existsSync(file)) {
    const lines = Object.entries(PEOPLE).map(
      ([name, groups]) => `${randomBytes(24).toString("base64url")},${name},${name},"${groups.join(",")}"\n`,
    );
    writePrivate(file, lines.join(""));
  }
  const rows = readFileSync(file, "utf8").trim().split("\n");
  return Object.fromEntries(rows.map((row) => [row.split(",")[1], row.split(",")[0]]));
}

/**
 * Writes who may talk to the API server and how: tokens (made once per folder), and one kubeconfig per person and program.
 * @param {{name: string, url: string, folder: string}} place its folder has the certificates
 * @returns {{kubeconfig: string, workerKubeconfig: string, viewerKubeconfig: string}} paths
 */
export function writeControlPlaneAccess(place) {
  const { folder } = place;
  const fileOf = (name) => join(folder, `${name}.kubeconfig`);
  for (const [name, token] of Object.entries(tokensIn(folder)))
    writePrivate(fileOf(name), kubeconfig(place, { token }));
  for (const name of PROGRAMS) {
    const user = {
      "client-certificate": join(folder, "pki", `${name}.crt`),
      "client-key": join(folder, "pki", `${name}.key`),
    };
    writePrivate(fileOf(name), kubeconfig(place, user));
  }
  return {
    kubeconfig: fileOf("admin"),
    workerKubeconfig: fileOf("worker"),
    viewerKubeconfig: fileOf("viewer"),
  };
}
