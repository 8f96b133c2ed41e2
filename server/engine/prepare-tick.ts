import { type BundleParts, partsOf } from "@/server/domain/manifest/parts";
import { type Stamps, stampWorkload } from "@/server/domain/manifest/stamp";
import type { Rollout } from "@/server/domain/rollout/state";
import type { Advance, Loaded } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";

/** The rollout completed with what it applies, and the bundle to archive when it was just rendered. */
export interface Prepared {
  rollout: Rollout;
  now: number;
  archive: Advance["archive"];
}

const beforeBundle = new Set(["requested", "awaiting_approval", "queued"]);

/** States that write what the bundle says; the others can do without it. */
const appliesBundle = new Set([
  "dry_running",
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
]);

/** Renders the final bundle in `rendering`; later loads the archived one, so that what was approved is what is applied. */
export async function prepareTick(options: EngineOptions, loaded: Loaded): Promise<Prepared> {
  const { rollout, now } = loaded;
  if (beforeBundle.has(rollout.state)) return { rollout, now, archive: null };
  if (rollout.state === "rendering") return renderFinal(options, loaded);
  const parts = await loadParts(options, loaded, { sha256: rollout.bundleSha256, deploymentId: rollout.id });
  if (parts === "altered" && !appliesBundle.has(rollout.state)) return { rollout, now, archive: null };
  if (parts === "altered") {
    const memory = {
      ...rollout.memory,
      fatal: { message: "digest_mismatch: the archived bundle was altered.", class: "policy" as const },
    };
    return { rollout: { ...rollout, memory }, now, archive: null };
  }
  const undo = rollout.target.strategy === "rolling" ? await loadUndo(options, loaded) : null;
  return { rollout: { ...rollout, parts, undo }, now, archive: null };
}

async function renderFinal(options: EngineOptions, loaded: Loaded): Promise<Prepared> {
  const { rollout, now } = loaded;
  const release = await options.renderer.render(rollout.id);
  if (!release.ok) return { rollout: { ...rollout, rendered: release }, now, archive: null };
  const { planHash, bundleSha256, objects } = release;
  const archive = planHash === rollout.planHash ? { sha256: bundleSha256, objects } : null;
  return { rollout: { ...rollout, rendered: { ok: true, planHash, bundleSha256 } }, now, archive };
}

async function loadParts(
  options: EngineOptions,
  loaded: Loaded,
  source: { sha256: string | null; deploymentId: string },
): Promise<BundleParts | null | "altered"> {
  if (source.sha256 === null) return null;
  const objects = await options.store.bundle(source.sha256);
  if (objects === null) return "altered";
  const parts = partsOf(objects);
  if (parts.workload === null) return parts;
  const stamps: Stamps = {
    ...loaded.stamps,
    deploymentId: source.deploymentId,
    fence: loaded.rollout.epoch ?? 0,
    bundleSha256: source.sha256,
    appliedBy: "worker",
  };
  return { ...parts, workload: stampWorkload(parts.workload, stamps) };
}

async function loadUndo(options: EngineOptions, loaded: Loaded): Promise<Rollout["undo"]> {
  const sha256 = loaded.stableBundleSha256;
  const { stableDeploymentId } = loaded.rollout;
  if (sha256 === null || stableDeploymentId === null) return null;
  const parts = await loadParts(options, loaded, { sha256, deploymentId: stableDeploymentId });
  return parts === null || parts === "altered" ? null : { sha256, parts };
}
