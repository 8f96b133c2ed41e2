import type { StatusCause } from "@/sandbox/api/errors";
import { required } from "@/sandbox/api/errors";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Everything that is wrong with a new object. */
export function validateCreate(_kind: KindSpec, object: KubeObject): StatusCause[] {
  return object.metadata.name ? [] : [required("metadata.name", "name or generateName is required")];
}

/** Everything that is wrong with a change. */
export function validateUpdate(_change: { kind: KindSpec; subresource: string | undefined }, _live: KubeObject, _next: KubeObject): StatusCause[] {
  return [];
}
