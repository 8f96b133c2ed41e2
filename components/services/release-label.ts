import type { ReleaseName } from "@/contracts/service";

/** The version without its build number, for the left side of "1.22.0 → 1.23.0-b313". */
export function shortVersion(release: ReleaseName): string {
  return releaseLabel(release).replace(/-b\d+$/, "");
}

/** The version as a narrow column can hold it: a feature branch is its ticket, "demo-1534-b431". */
export function releaseLabel(release: ReleaseName): string {
  return release.version.replace(/^\w+-([a-z]+-\d+)-\S*-(b\d+)$/, "$1-$2");
}
