import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import { applyMergePatch } from "@/sandbox/api/patch/merge-patch";
import type { Target, WriteContext } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
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
export function patchObject(api: ClusterApi, target: Target, patch: PatchRequest, context: WriteContext): { object: KubeObject; created: boolean } {
  if (target.subresource === "scale") return { object: patchScale(api, target, patch, context), created: false };
  const live = findObject(api, target);
  return { object: replaceLive(api, { target, live, context }, applyMergePatch(live, patch.body)), created: false };
}
