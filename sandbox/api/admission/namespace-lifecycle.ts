import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { forbidden, notFound } from "@/sandbox/api/errors";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

/** New objects need a namespace that exists (404) and is not going away (403). */
export function admitIntoNamespace(api: ClusterApi, kind: KindSpec, object: KubeObject): void {
  const name = object.metadata.namespace;
  if (!kind.namespaced || !name) return;
  const namespace = api.store.get("namespaces", undefined, name);
  if (!namespace) throw notFound({ group: "", plural: "namespaces" }, name);
  if (!namespace.metadata.deletionTimestamp) return;
  const why = `unable to create new content in namespace ${name} because it is being terminated`;
  const message = `namespace ${name} is being terminated`;
  throw forbidden({ kind, name: object.metadata.name }, why, [
    { reason: "NamespaceTerminating", message, field: "metadata.namespace" },
  ]);
}
