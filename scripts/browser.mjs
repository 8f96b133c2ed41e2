import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Fault } from "./fault.mjs";
import { run } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const PLACES = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
const ON_MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium of this machine, `SWITCHYARD_CHROMIUM` first; undefined when there is none. */
export function findBrowser() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...PLACES];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.SWITCHYARD_CHROMIUM ?? "", ...candidates, ...ON_MAC].find(
    (path) => path && isProgram(path),
  );
}

/**
 * Makes sure that there is a browser for the end-to-end tests: installs Debian's as root, else says what to do.
 * @param {(what: string) => void} report
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser(report) {
  const present = findBrowser();
  if (present) {
    report(present);
    return present;
  }
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) throw missing();
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  report("apt-get update");
  await run("apt-get", ["update", "-q"], { env });
  report("apt-get install chromium (about a minute)");
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
  const installed = findBrowser();
  if (!installed) throw missing();
  report(installed);
  return installed;
}

function missing() {
  return new Fault(
    "There is no Chromium for the end-to-end tests.",
    "Install it (Debian, Ubuntu: sudo apt-get install chromium) or set SWITCHYARD_CHROMIUM to its path.",
  );
}
