import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildOrganization } from "./demo-organization.mjs";
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

/** A package that is not an ES module asks for the packages outside in its own way. */
const requireOfModules = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

/**
 * Bundles every program into `dist/<name>.mjs`, and the demo organization beside them. `@/` is resolved by tsconfig. Packages
 * stay outside, but for the seed, which lives for seconds and would spend one of them on finding their files.
 * @param {string} [outdir]
 */
export async function bundlePrograms(outdir = join(ROOT, "dist")) {
  const { build } = await import("esbuild");
  const present = Object.entries(PROGRAMS).filter(([, entry]) => existsSync(join(ROOT, entry)));
  const bundle = (names, packages) =>
    build({
      absWorkingDir: ROOT,
      entryPoints: Object.fromEntries(present.filter(([name]) => names(name))),
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: "linked",
      jsx: "automatic",
      logLevel: "silent",
      plugins: [ourModules],
      ...packages,
    });
  await bundle((name) => name !== "seed", { packages: "external" });
  await bundle((name) => name === "seed", { external: ["pg"], banner: { js: requireOfModules } });
  const { name, text } = await buildOrganization();
  writeFileSync(join(outdir, name), text);
}
