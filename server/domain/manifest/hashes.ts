import type { Manifest } from "@/contracts/manifest";
import { canonicalJson } from "./canonical-json";
import type { RenderInputs, Sha256 } from "./render-inputs";
import { toYaml } from "./to-yaml";

/** Content address of a bundle: sha256 over the canonical YAML of its objects in order. */
export function bundleSha256(objects: readonly Manifest[], sha256: Sha256): string {
  return sha256(objects.map(toYaml).join("---\n"));
}

/**
 * What an approval covers: image digest, config, template, rendered objects, bounds and the approvals rule. The objects
 * are those of the color blue, because the candidate's color is known only when the target's lock is taken.
 */
export function planHashOf(
  inputs: RenderInputs,
  rendered: { blueObjects: readonly Manifest[]; approvals: number },
  sha256: Sha256,
): string {
  return sha256(
    canonicalJson({
      service: inputs.service.name,
      environment: inputs.environment.name,
      cluster: inputs.cluster.name,
      strategy: inputs.service.strategy,
      digest: inputs.image.digest,
      config: { version: inputs.config.version, data: inputs.config.data },
      template: `${inputs.template.name}@${inputs.template.number}#${inputs.template.sha256}`,
      scaling: inputs.scaling,
      restart: inputs.restart,
      approvals: rendered.approvals,
      objects: rendered.blueObjects,
    }),
  );
}
