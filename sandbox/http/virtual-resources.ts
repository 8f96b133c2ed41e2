import { groupVersion, type KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { ResourceRow } from "./discovery";

const writeVerbs = ["get", "patch", "update"];

/** Subresources of a kind, as discovery tells them. */
export function subresourcesOf(kind: KindSpec): ResourceRow[] {
  const row = (subresource: string, kindName: string, verbs: readonly string[]): ResourceRow => ({
    name: `${kind.plural}/${subresource}`,
    singular: "",
    namespaced: kind.namespaced,
    kind: kindName,
    verbs,
  });
  const rows = kind.status ? [row("status", kind.kind, writeVerbs)] : [];
  if (kind.scale)
    rows.push({ ...row("scale", "Scale", writeVerbs), responseGroup: "autoscaling", responseVersion: "v1" });
  return [...rows, ...(extraRows[`${groupVersion(kind)}/${kind.kind}`]?.(row) ?? [])];
}

type RowMaker = (subresource: string, kind: string, verbs: readonly string[]) => ResourceRow;

const extraRows: Readonly<Record<string, (row: RowMaker) => ResourceRow[]>> = {
  "v1/Pod": (row) => [
    row("log", "Pod", ["get"]),
    row("binding", "Binding", ["create"]),
    { ...row("eviction", "Eviction", ["create"]), responseGroup: "policy", responseVersion: "v1" },
  ],
  "v1/Service": (row) => [row("proxy", "ServiceProxyOptions", ["get"])],
  "v1/Namespace": (row) => [row("finalize", "Namespace", ["update"])],
  "v1/ServiceAccount": (row) => [
    {
      ...row("token", "TokenRequest", ["create"]),
      responseGroup: "authentication.k8s.io",
      responseVersion: "v1",
    },
  ],
};

function review(name: string, kind: string, namespaced = false): ResourceRow {
  return { name, singular: kind.toLowerCase(), namespaced, kind, verbs: ["create"] };
}

/** Resources that are answered on the spot and never stored. */
export const virtualGroups: Readonly<Record<string, readonly ResourceRow[]>> = {
  "authorization.k8s.io/v1": [
    review("localsubjectaccessreviews", "LocalSubjectAccessReview", true),
    review("selfsubjectaccessreviews", "SelfSubjectAccessReview"),
    review("selfsubjectrulesreviews", "SelfSubjectRulesReview"),
    review("subjectaccessreviews", "SubjectAccessReview"),
  ],
  "authentication.k8s.io/v1": [review("selfsubjectreviews", "SelfSubjectReview")],
  "metrics.k8s.io/v1beta1": [
    { name: "nodes", singular: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
    { name: "pods", singular: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
  ],
};
