import type { ReleaseName } from "@/contracts/service";

const tagPattern = /^(.+-b(\d+))(?:-([0-9a-f]{7,40}))?$/;
const configPattern = /-config-v(\d+)-[0-9a-f]{8}$/;

/** `1.23.0-b313` of the tag `1.23.0-b313-a91f3c2`; the tag itself when it has another form. */
export function versionOfTag(tag: string): string {
  return tagPattern.exec(tag)?.[1] ?? tag;
}

/** Tag of an image reference; undefined when it has only a digest. */
export function tagOfImage(image: string): string | undefined {
  const name = image.split("@")[0] ?? "";
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(colon + 1) : undefined;
}

/**
 * Names the release that a workload runs from its image tag and its ConfigMap's name: for workloads that no known
 * deployment made. The branch is unknown then and stays empty.
 */
export function releaseOfImage(images: readonly string[], configMaps: readonly string[]): ReleaseName | null {
  const tag = images.map(tagOfImage).find((each) => each !== undefined);
  if (tag === undefined) return null;
  const match = tagPattern.exec(tag);
  const config = configMaps.map((name) => configPattern.exec(name)?.[1]).find((each) => each !== undefined);
  return {
    build: Number(match?.[2] ?? 0),
    tag,
    version: versionOfTag(tag),
    commit: match?.[3] ?? "",
    branch: "",
    config: Number(config ?? 0),
  };
}
