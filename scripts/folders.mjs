import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Data folder of a quick start on real control planes. */
export const REAL_DATA = join(ROOT, ".switchyard", "real");

/**
 * Every path of one run, all under its data folder.
 * @param {string} [data] data folder, `.switchyard` of the repository when left out
 */
export function foldersOf(data = join(ROOT, ".switchyard")) {
  const at = resolve(data);
  return {
    data: at,
    postgres: join(at, "postgres"),
    sandbox: join(at, "sandbox"),
    controlPlane: join(at, "control-plane"),
    kubeconfig: join(at, "kubeconfig"),
    logs: join(at, "logs"),
    secrets: join(at, "secrets.json"),
    access: join(at, "access.json"),
    run: join(at, "run.json"),
  };
}
