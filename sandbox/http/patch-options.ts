import { forbiddenField, invalid, required } from "@/sandbox/api/errors";
import type { PatchRequest } from "@/sandbox/api/operations/patch-request";

/** `fieldManager` belongs to every apply, `force` only to an apply. Throws 422. */
export function checkPatchOptions(query: URLSearchParams, type: PatchRequest["type"]): void {
  const kind = { group: "meta.k8s.io", kind: "PatchOptions" };
  if (type === "apply" && !query.get("fieldManager")) {
    throw invalid(kind, "", [required("fieldManager", "is required for apply patch")]);
  }
  if (type !== "apply" && query.has("force")) {
    throw invalid(kind, "", [forbiddenField("force", "may not be specified for non-apply patch")]);
  }
}
