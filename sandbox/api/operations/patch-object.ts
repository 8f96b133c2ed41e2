import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { decodeObject } from "@/sandbox/api/decode/decode-object";
import { invalid, invalidValue } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { Target, Write } from "@/sandbox/api/write-context";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import { applyObject } from "./apply-object";
import { findObject } from "./find";
import type { PatchRequest, PatchResult } from "./patch-request";
import { runPatch } from "./run-patch";
import { patchScale } from "./scale";
import { replaceLive } from "./update-object";

/** Patches an object or a subresource. Throws `ApiError` for every refusal. */
export function patchObject(api: ClusterApi, write: Write, patch: PatchRequest): PatchResult {
  const { target } = write;
  if (target.subresource === "scale") return patchScale(api, write, patch);
  if (patch.type === "apply") return applyObject(api, write, patch);
  const live = findObject(api, target);
  const patched = decodePatched(target, patch, runPatch(target.kind.model, live, patch));
  return { object: replaceLive(api, { ...write, live }, patched), created: false };
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
