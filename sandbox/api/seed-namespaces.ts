import type { ClusterApi } from "./cluster-api";
import { kindOfResource } from "./kinds/kind-registry";
import { createObject } from "./operations/create-object";
import { systemUser } from "./user";

/** Namespaces that every cluster has. */
const names = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Creates the namespaces that every cluster has, where they are missing. */
export function seedNamespaces(api: ClusterApi): void {
  const kind = kindOfResource("namespaces");
  for (const name of names) {
    if (api.store.get("namespaces", undefined, name)) continue;
    const context = {
      user: systemUser("apiserver"),
      fieldManager: "kube-apiserver",
      dryRun: false,
      warnings: [],
    };
    createObject(api, { target: { kind, namespace: undefined, name }, context }, { metadata: { name } });
  }
}
