import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";

const IGNORED = /(^|\/)(node_modules|\.next|dist|\.switchyard)(\/|$)|\.test\.tsx?$|\.md$/;

function* filesUnder(path) {
  if (IGNORED.test(path)) return;
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(full).sort()) yield* filesUnder(`${path}/${name}`);
}

/**
 * One hash over the content and names of files and folders; the same tree gives the same hash.
 * @param {string[]} paths relative to the repository
 */
export function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(path)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}
