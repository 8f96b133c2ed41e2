import { stringify } from "yaml";
import type { Manifest } from "@/contracts/manifest";

/** Canonical YAML of an object: key order as rendered, YAML 1.1-safe scalars, no folding, no anchors. */
export function toYaml(manifest: Manifest): string {
  return stringify(manifest, { compat: "yaml-1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
