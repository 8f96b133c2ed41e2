import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePrograms, PROGRAMS } from "./bundle.mjs";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { run } from "./run.mjs";
import { hashOf } from "./sources.mjs";

const DIST = join(ROOT, "dist");
const SETTINGS = ["package-lock.json", "tsconfig.json"];
const PAGES = [
  "app",
  "components",
  "contracts",
  "server",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
];
const PROCESSES = ["contracts", "server", "sandbox", "database", "scripts/bundle.mjs"];

const stampOf = (name) => join(DIST, `.${name}-sources`);
const isCurrent = (name, hash, product) =>
  existsSync(product) && existsSync(stampOf(name)) && readFileSync(stampOf(name), "utf8") === hash;

async function once({ name, paths, product }, work) {
  const hash = hashOf([...paths, ...SETTINGS]);
  if (isCurrent(name, hash, product)) return false;
  rmSync(stampOf(name), { force: true });
  await work();
  mkdirSync(DIST, { recursive: true });
  writeFileSync(stampOf(name), hash);
  return true;
}

/**
 * Builds pages and programs whose sources moved since their last build; safe to repeat.
 * @param {(what: string) => void} report
 * @param {{pages?: boolean}} [options] pages: false in development, where Next builds while it serves
 */
export async function ensureBuild(report, options = {}) {
  const programs = await once(
    { name: "programs", paths: PROCESSES, product: join(DIST, "web.mjs") },
    async () => {
      report(`bundling ${Object.keys(PROGRAMS).join(", ")}`);
      await bundlePrograms().catch((error) => {
        throw new Fault(`The programs could not be bundled: ${error.message}`);
      });
    },
  );
  if (options.pages === false) return report(programs ? "bundled" : "up to date");
  const pages = await once({ name: "pages", paths: PAGES, product: join(ROOT, ".next", "BUILD_ID") }, () =>
    buildPages(report),
  );
  report(programs || pages ? "built" : "up to date");
}

async function buildPages(report) {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  for (let patience = 60; ; patience -= 1) {
    report("next build (pages; about a minute the first time)");
    try {
      await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], { env });
      return;
    } catch (error) {
      if (patience === 0 || !error.output?.includes("Another next build process")) throw error;
      report("waiting for another build of this folder");
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}
