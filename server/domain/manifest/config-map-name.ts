import { canonicalJson } from "./canonical-json";
import type { Sha256 } from "./render-inputs";
import { plainData } from "./secret-references";

/** Content hash of a ConfigMap: kind, base name and data, never metadata or what a Secret holds, so that a new label restarts nothing. */
export function configSha256(
  service: string,
  data: Readonly<Record<string, string>>,
  sha256: Sha256,
): string {
  return sha256(canonicalJson({ kind: "ConfigMap", name: `${service}-config`, data: plainData(data) }));
}

/** `<service>-config-v<N>-<hash8>`: the version for people, the content hash for safety. */
export function configMapName(
  service: string,
  config: { version: number; data: Readonly<Record<string, string>> },
  sha256: Sha256,
): string {
  return `${service}-config-v${config.version}-${configSha256(service, config.data, sha256).slice(0, 8)}`;
}
