import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "./folders.mjs";

const WRITTEN = join(ROOT, "database", "demo-org.yaml");
const BUILT = join(ROOT, "dist", "demo-org.json");

/** Its YAML as JSON: three programs read the organization at a start, and YAML would take each of them half a second. */
export async function buildOrganization() {
  const { parse } = await import("yaml");
  return { name: basename(BUILT), text: JSON.stringify(parse(readFileSync(WRITTEN, "utf8"))) };
}

/** Path of the demo organization: what the build made of it, before the first build what people write. */
export const organizationFile = () => (existsSync(BUILT) ? BUILT : WRITTEN);

/** The demo organization, unchecked. */
export async function readDemoOrganization() {
  const file = organizationFile();
  const text = readFileSync(file, "utf8");
  if (file === BUILT) return JSON.parse(text);
  const { parse } = await import("yaml");
  return parse(text);
}
