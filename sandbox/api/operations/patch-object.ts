import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { decodeObject } from "@/sandbox/api/decode/decode-object";
import { invalid, invalidValue } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { applyJsonPatch } from "@/sandbox/api/patch/json-patch";
import { applyMergePatch } from "@/sandbox/api/patch/merge-patch";
import { applyStrategicMerge } from "@/sandbox/api/patch/strategic-merge";
import { rootType } from "@/sandbox/api/schema/schema";
import type { Target, WriteContext } from "@/sandbox/api/write-context";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import { applyObject } from "./apply-object";
import { findObject } from "./find";
import { patchScale } from "./scale";
import { replaceLive } from "./update-object";

/** A patch as it came in. */
export interface PatchRequest {
  type: "json" | "merge" | "strategic" | "apply";
  body: Json;
  /** Apply only: take over fields that others own. */
  force?: boolean;
  /** Called with fields that the schema does not know; throws when they are refused. */
  report?: (unknown: string[]) => void;
}

/** Patches an object or a subresource. Throws `ApiError` for every refusal. */
export function patchObject(
  api: ClusterApi,
  target: Target,
  patch: PatchRequest,
  context: WriteContext,
): { object: KubeObject; created: boolean } {
  if (target.subresource === "scale") return patchScale(api, target, patch, context);
  if (patch.type === "apply") return applyObject(api, target, patch, context);
  const live = findObject(api, target);
  const patched = decodePatched(target, patch, runPatch(target.kind.model, live, patch));
  return { object: replaceLive(api, { target, live, context }, patched), created: false };
}

/** The document after a patch of any type but apply. */
export function runPatch(model: string, document: Json, patch: PatchRequest): Json {
  if (patch.type === "json") return applyJsonPatch(document, patch.body);
  if (patch.type === "merge") return applyMergePatch(document, patch.body);
  return applyStrategicMerge(rootType(model), document, patch.body);
}

/** Canonical form of a patched document; a wrong type is a fault of the patch (422). */
function decodePatched({ kind, name }: Target, patch: PatchRequest, document: Json): Json {
  try {
    const { object, unknown } = decodeObject(
      { model: kind.model, kind: kind.kind, version: kind.version },
      document,
    );
    if (unknown.length > 0) patch.report?.(unknown);
    return object;
  } catch (error) {
    if (
      !(error instanceof ApiError) ||
      error.status.code !== 400 ||
      error.message.includes("strict decoding")
    )
      throw error;
    throw invalid(kind, name, [invalidValue("patch", JSON.stringify(patch.body), error.message)]);
  }
}
