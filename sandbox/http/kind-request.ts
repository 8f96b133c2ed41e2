import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { Target } from "@/sandbox/api/write-context";
import type { ResourceRequest } from "./request-info";

/** A request on a stored kind. */
export interface KindRequest {
  request: ResourceRequest;
  kind: KindSpec;
}

/** What the request is about. */
export function targetOf({ request, kind }: KindRequest): Target {
  return {
    kind,
    namespace: request.namespace,
    name: request.name ?? "",
    subresource: request.subresource as Target["subresource"],
  };
}
