import type { ReleaseName } from "@/contracts/service";

/** The version without its build number, for the left side of "1.22.0 → 1.23.0-b313". */
export function shortVersion(release: ReleaseName): string {
  return release.version.replace(/-b\d+$/, "");
}
