import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";

/** Programs that run from `dist`, by the name of their bundle. */
export const PROGRAMS = {
  web: "server/web.ts",
  worker: "server/worker.ts",
  sandbox: "sandbox/main.ts",
  migrate: "database/migrate-main.ts",
  seed: "database/seed.ts",
};

/** With packages outside, esbuild would take an `@/` path that does not exist for a package. */
const ourModules = {
  name: "our-modules",
  setup(build) {
    build.onResolve({ filter: /^@\// }, ({ path, kind }) =>
      build.resolve(`./${path.slice(2)}`, { resolveDir: ROOT, kind }),
    );
  },
};

/**
 * Bundles every program into `dist/<name>.mjs`. Packages stay outside; `@/` is resolved by tsconfig.
 * @param {string} [outdir]
 */
export async function bundlePrograms(outdir = join(ROOT, "dist")) {
  const { build } = await import("esbuild");
  const present = Object.entries(PROGRAMS).filter(([, entry]) => existsSync(join(ROOT, entry)));
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(present),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "linked",
    jsx: "automatic",
    logLevel: "silent",
    plugins: [ourModules],
  });
}
