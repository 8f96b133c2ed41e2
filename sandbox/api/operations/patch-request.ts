import type { Json } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";

/** A patch as it came in. */
export interface PatchRequest {
  type: "json" | "merge" | "strategic" | "apply";
  body: Json;
  /** Apply only: take over fields that others own. */
  force?: boolean;
  /** Called with fields that the schema does not know; throws when they are refused. */
  report?: (unknown: string[]) => void;
}

/** A patched object, and whether an apply created it. */
export interface PatchResult {
  object: KubeObject;
  created: boolean;
}
