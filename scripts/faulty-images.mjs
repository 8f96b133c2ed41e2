import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";

/** Faults of builds, as the organization file calls them, that a fake pod can show by itself. */
const FAULTS = { "never-ready": "never-ready", "image-pull": "pull-error", "slow-start": "slow" };

/**
 * Digests of the demo organization's faulty builds by fault. A build that only misses a setting is not among them: fake
 * pods do not read their settings, so it starts like a good one.
 * @returns {Promise<Record<string, string[]>>}
 */
export async function faultyImages() {
  const { parse } = await import("yaml");
  const { organization, services } = parse(readFileSync(join(ROOT, "database", "demo-org.yaml"), "utf8"));
  const found = {};
  for (const { name, domain, builds = [] } of services) {
    for (const { tag, fault } of builds.filter((build) => FAULTS[build.fault])) {
      const image = `${organization.registry}/${domain}/${name}:${tag}`;
      found[FAULTS[fault]] ??= [];
      found[FAULTS[fault]].push(`sha256:${createHash("sha256").update(image).digest("hex")}`);
    }
  }
  return found;
}
