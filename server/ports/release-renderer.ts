import type { FailureClass } from "@/contracts/deployment-state";
import type { Manifest } from "@/contracts/manifest";

/** The final bundle of a deployment, or why there is none. */
export type RenderedRelease =
  | {
      ok: true;
      /** Hash of what an approval covers; the engine compares it with the plan that was approved. */
      planHash: string;
      bundleSha256: string;
      /** Final-state objects for the candidate's color, without stamps, in order. */
      objects: readonly Manifest[];
    }
  | { ok: false; class: FailureClass; rule: string; sentence: string };

/** Renders the final bundle of a deployment that holds its target's lock (its color is known). Same row, same bytes. */
export interface ReleaseRenderer {
  render(deploymentId: string): Promise<RenderedRelease>;
}
