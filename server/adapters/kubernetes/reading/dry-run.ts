import type { Manifest } from "@/contracts/manifest";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { appliedBody } from "@/server/adapters/kubernetes/effects/applied-body";
import { type EffectContext, readOrNull, send } from "@/server/adapters/kubernetes/effects/effect-context";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath, isKnownKind, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import type { DryRunResult } from "@/server/ports/cluster-gateway";

/** Everything that tells two versions apart for a reader: the version itself and its bookkeeping do not. */
function comparable(object: RawObject): string {
  const { managedFields: _, resourceVersion: __, generation: ___, ...metadata } = object.metadata;
  return JSON.stringify({ ...object, metadata, status: undefined });
}

function refusal(object: string, error: unknown): DryRunResult {
  if (!(error instanceof KubeError)) {
    return {
      object,
      outcome: "not_checkable",
      message: error instanceof Error ? error.message : String(error),
    };
  }
  // Nothing was said about the object itself when the server was busy or an earlier part of it does not exist yet.
  if (error.status >= 500 || error.status === 429)
    return { object, outcome: "not_checkable", message: error.message };
  return {
    object,
    outcome: "refused",
    status: error.status,
    reason: error.body.reason ?? "",
    message: error.message,
  };
}

/** A ConfigMap is only ever created, so its dry run asks for a create: the worker may not patch one. */
async function dryRunConfigMap(context: EffectContext, manifest: Manifest): Promise<"created" | "unchanged"> {
  const before = await readOrNull(
    context,
    objectPath("ConfigMap", context.namespace, manifest.metadata.name),
  );
  if (before !== null) return "unchanged";
  await send<RawObject>(context, {
    method: "POST",
    path: collectionPath("ConfigMap", context.namespace),
    query: { fieldManager: fieldManagers.deploy, dryRun: "All" },
    body: manifest,
  });
  return "created";
}

/** Asks the API server what an apply of one object would do; nothing is written. */
export async function dryRunObject(context: EffectContext, manifest: Manifest): Promise<DryRunResult> {
  const object = `${manifest.kind}/${manifest.metadata.name}`;
  if (!isKnownKind(manifest.kind))
    return {
      object,
      outcome: "not_checkable",
      message: `Switchyard does not apply objects of kind ${manifest.kind}.`,
    };
  const path = objectPath(manifest.kind, context.namespace, manifest.metadata.name);
  const manager = manifest.kind === "HorizontalPodAutoscaler" ? fieldManagers.scale : fieldManagers.deploy;
  // A forced dry run would hide that another manager owns fields of the workload; the real apply is not forced either.
  const force = manifest.kind !== "Deployment" && manifest.kind !== "CronJob";
  try {
    if (manifest.kind === "ConfigMap") return { object, outcome: await dryRunConfigMap(context, manifest) };
    const before = await readOrNull(context, path);
    const after = await send<RawObject>(context, {
      method: "PATCH",
      path,
      patch: "apply",
      query: { fieldManager: manager, force, dryRun: "All" },
      body: appliedBody(manifest),
    });
    if (before === null) return { object, outcome: "created" };
    return { object, outcome: comparable(before) === comparable(after) ? "unchanged" : "configured" };
  } catch (error) {
    return refusal(object, error);
  }
}
