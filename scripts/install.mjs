import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";
import { run } from "./run.mjs";

/** npm writes this copy of the lockfile at the very end of an installation. */
const INSTALLED = join(ROOT, "node_modules", ".package-lock.json");

const packagesOf = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** Whether the installed packages are the ones that the lockfile names. */
export function dependenciesMatch() {
  if (!existsSync(INSTALLED)) return false;
  const installed = packagesOf(INSTALLED);
  return Object.entries(packagesOf(join(ROOT, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

/**
 * Installs the packages of the lockfile when they are missing or the lockfile moved; safe to repeat.
 * @param {(what: string) => void} report
 */
export async function ensureDependencies(report) {
  if (dependenciesMatch()) return report("up to date");
  report("npm install (the first time takes a minute or two)");
  // Not "npm ci": it refuses a lockfile without the optional packages of platforms that a registry does not carry.
  // Versions still come from the lockfile, which --no-save leaves as it is.
  await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    remedy: "Check that the package registry can be reached (npm ping) and run the same command again.",
    env: installEnvironment(),
  });
  report("installed from package-lock.json");
}

/** NODE_ENV=production of the caller would leave out the build tools. */
function installEnvironment() {
  const left = ([name]) => name !== "NODE_ENV" && name.toLowerCase() !== "npm_config_omit";
  return Object.fromEntries(Object.entries(process.env).filter(left));
}
