import { forbidden } from "@/sandbox/api/errors";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

const immortal: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public"]);

/** The namespaces that every cluster needs cannot be deleted. */
export function admitDelete(kind: KindSpec, live: KubeObject): void {
  if (kind.kind === "Namespace" && immortal.has(live.metadata.name)) {
    throw forbidden({ kind, name: live.metadata.name }, "this namespace may not be deleted");
  }
}
