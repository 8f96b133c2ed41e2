import { createHash } from "node:crypto";

/** The parts of `registry/path/name:tag@sha256:hex`; tag and digest may be missing. */
export interface ImageReference {
  repository: string;
  tag: string | undefined;
  digest: string | undefined;
}

/**
 * The digest of a demo image: `sha256:` and the hex SHA-256 of the text `<repository>:<tag>`, where the repository
 * carries its registry, as in `registry.demo.internal/points/points-mission-api:2.37.0-b331-8956f62`.
 */
export function imageDigest(repository: string, tag: string): string {
  return `sha256:${createHash("sha256").update(`${repository}:${tag}`).digest("hex")}`;
}

/** Splits an image as pods name it. A port in the registry is no tag. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf("@");
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  if (colon < 0) return { repository: named, tag: undefined, digest };
  return { repository: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}

/** `repository@digest` as a container status tells it; an image without digest gets the one of its tag. */
export function imageId(image: string): string {
  const { repository, tag, digest } = parseImage(image);
  return `${repository}@${digest ?? imageDigest(repository, tag ?? "latest")}`;
}
