import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { parseFieldSelector } from "@/sandbox/api/selectors/field-selector";
import { matchesRequirements } from "@/sandbox/api/selectors/label-selector";
import { parseLabelSelector } from "@/sandbox/api/selectors/parse-label-selector";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { ResourceRequest } from "./request-info";

/** Which objects a list, watch or collection delete is about. */
export interface Selection {
  /** True when label or field selectors narrow it. */
  narrowed: boolean;
  matches(object: KubeObject): boolean;
}

/** Reads namespace, name and the selector parameters. Throws 400 for selectors that make no sense. */
export function readSelection(kind: KindSpec, request: ResourceRequest, query: URLSearchParams): Selection {
  const labels = parseLabelSelector(query.get("labelSelector"));
  const fields = parseFieldSelector(kind, query.get("fieldSelector"));
  const { namespace, name } = request;
  const inScope = (object: KubeObject) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name);
  if (labels.length === 0 && fields.empty) return { narrowed: false, matches: inScope };
  return {
    narrowed: true,
    matches: (object) =>
      inScope(object) && matchesRequirements(labels, object.metadata.labels) && fields.matches(object),
  };
}
