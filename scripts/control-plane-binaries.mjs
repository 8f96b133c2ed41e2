import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { buildControlPlane, INPUTS } from "./control-plane-build.mjs";
import { Fault } from "./fault.mjs";
import { until } from "./processes.mjs";
import { currentRun, takeRun } from "./run-lock.mjs";
import { hashOf } from "./sources.mjs";

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
  const hash = hashOf(INPUTS).slice(0, 16);
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
 * @param {{patient?: boolean}} [options] patient: a build lets others on this machine go first
 * @returns {Promise<string>} folder with one file per program, and `assets`
 * @throws {Fault} when they are not built yet and there is no Go
 */
export async function controlPlaneBinaries(report = () => {}, { patient = false } = {}) {
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
    if (!existsSync(folder)) await buildControlPlane({ go, folder, report, patient });
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
