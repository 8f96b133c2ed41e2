import { invalidValue, required, type StatusCause } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { ObjectMeta, OwnerReference } from "@/sandbox/kernel/object";
import { annotationCauses, labelCauses, type NameRule, nameCauses, qualifiedNameCauses } from "./names";

const rules: Readonly<Record<string, NameRule>> = {
  Namespace: "label",
  Service: "service",
  Role: "path",
  RoleBinding: "path",
  ClusterRole: "path",
  ClusterRoleBinding: "path",
};

/** What is wrong with the metadata of an object. */
export function metadataCauses(kind: KindSpec, meta: ObjectMeta): StatusCause[] {
  const name = meta.name
    ? nameCauses("metadata.name", meta.name, rules[kind.kind] ?? "subdomain")
    : [required("metadata.name", "name or generateName is required")];
  return [
    ...name,
    ...labelCauses("metadata.labels", meta.labels),
    ...annotationCauses("metadata.annotations", meta.annotations),
    ...(meta.finalizers ?? []).flatMap((finalizer) =>
      finalizer.includes("/") ? qualifiedNameCauses("metadata.finalizers", finalizer) : [],
    ),
    ...ownerCauses(meta.ownerReferences ?? []),
  ];
}

function ownerCauses(owners: readonly OwnerReference[]): StatusCause[] {
  const missing = owners.flatMap((owner, index) =>
    (["apiVersion", "kind", "name", "uid"] as const)
      .filter((field) => !owner[field])
      .map((field) =>
        invalidValue(`metadata.ownerReferences[${index}].${field}`, "", `${field} must not be empty`),
      ),
  );
  const controllers = owners.filter((owner) => owner.controller === true);
  if (controllers.length < 2) return missing;
  const names = controllers.map((owner: Json) => `${owner.kind}/${owner.name}`).join(", ");
  return [
    ...missing,
    invalidValue("metadata.ownerReferences", names, "Only one reference can have Controller set to true"),
  ];
}
