import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";
import { run } from "./run.mjs";

const STAMP = join(ROOT, "node_modules", ".switchyard-lock");

function lockHash() {
  const files = ["package.json", "package-lock.json"].map((name) => readFileSync(join(ROOT, name)));
  return createHash("sha256").update(Buffer.concat(files)).digest("hex");
}

/** Whether the installed packages are the ones that the lockfile names. */
export function dependenciesMatch() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === lockHash();
}

/**
 * Installs the packages of the lockfile when they are missing or the lockfile moved; safe to repeat.
 * @param {(what: string) => void} report
 */
export async function ensureDependencies(report) {
  if (dependenciesMatch()) return report("up to date");
  report("npm ci (the first time takes a minute or two)");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    remedy: "Check that the package registry can be reached (npm ping) and run the same command again.",
    env: installEnvironment(),
  });
  writeFileSync(STAMP, lockHash());
  report("installed from package-lock.json");
}

/** NODE_ENV=production of the caller would leave out the build tools. */
function installEnvironment() {
  const env = { ...process.env };
  delete env.NODE_ENV;
  for (const name of Object.keys(env)) if (name.toLowerCase() === "npm_config_omit") delete env[name];
  return env;
}
