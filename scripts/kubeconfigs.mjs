import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Fault } from "./fault.mjs";

/** Path of a person's own kubeconfig. */
const ownKubeconfig = () =>
  (process.env.KUBECONFIG ?? "").split(":").find(Boolean) ?? join(homedir(), ".kube", "config");

/**
 * Writes one kubeconfig per wanted context, so that each program gets exactly the cluster it serves.
 * @param {string[]} wanted contexts, or `cluster=context` where the names differ
 * @param {string} folder
 * @returns {Promise<Record<string, string>>} cluster name to path
 */
export async function kubeconfigsOf(wanted, folder) {
  const path = ownKubeconfig();
  if (!existsSync(path)) {
    throw new Fault(`SWITCHYARD_CLUSTERS is set, but there is no kubeconfig at ${path}.`, "Set KUBECONFIG.");
  }
  const { parse, stringify } = await import("yaml");
  const whole = parse(readFileSync(path, "utf8"));
  const paths = {};
  for (const entry of wanted) {
    const [cluster, context = cluster] = entry.split("=");
    paths[cluster] = join(folder, `${cluster}.yaml`);
    writePrivate(paths[cluster], stringify(only(whole, context, path)));
  }
  return paths;
}

function only(whole, name, path) {
  const context = named(whole.contexts, name);
  if (!context) {
    const known = (whole.contexts ?? []).map((item) => item.name).join(", ");
    throw new Fault(`${path} has no context "${name}".`, `It has: ${known || "none"}.`);
  }
  const cluster = named(whole.clusters, context.context.cluster);
  const user = named(whole.users, context.context.user);
  return {
    ...whole,
    "current-context": name,
    contexts: [context],
    clusters: [withPaths(cluster, "cluster", dirname(path))],
    users: [withPaths(user, "user", dirname(path))],
  };
}

const named = (list, name) => (list ?? []).find((item) => item.name === name);

function withPaths(item, key, base) {
  const copy = { ...item?.[key] };
  for (const field of ["certificate-authority", "client-certificate", "client-key"]) {
    if (copy[field]) copy[field] = resolve(base, copy[field]);
  }
  return { ...item, [key]: copy };
}

/** @param {string} path @param {string} text */
export function writePrivate(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
}
