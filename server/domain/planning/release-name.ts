import type { ReleaseName } from "@/contracts/service";
import type { ReleaseFacts } from "@/server/domain/deployment-view/record";

/** `1.23.0-b313` of `1.23.0-b313-8367ed9`: the tag without the commit. */
export function versionOf(tag: string): string {
  return tag.replace(/-[0-9a-f]{7}$/, "");
}

/** A release as people name it. */
export function releaseName(
  release: Pick<ReleaseFacts, "build" | "tag" | "commit" | "branch" | "config">,
): ReleaseName {
  return {
    build: release.build,
    tag: release.tag,
    version: versionOf(release.tag),
    commit: release.commit,
    branch: release.branch,
    config: release.config,
  };
}
