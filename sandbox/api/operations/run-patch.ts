import type { Json } from "@/sandbox/api/json";
import { applyJsonPatch } from "@/sandbox/api/patch/json-patch";
import { applyMergePatch } from "@/sandbox/api/patch/merge-patch";
import { applyStrategicMerge } from "@/sandbox/api/patch/strategic-merge";
import { rootType } from "@/sandbox/api/schema/schema";
import type { PatchRequest } from "./patch-request";

/** The document after a patch of any type but apply. */
export function runPatch(model: string, document: Json, patch: PatchRequest): Json {
  if (patch.type === "json") return applyJsonPatch(document, patch.body);
  if (patch.type === "merge") return applyMergePatch(document, patch.body);
  return applyStrategicMerge(rootType(model), document, patch.body);
}
