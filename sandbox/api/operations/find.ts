import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { notFound } from "@/sandbox/api/errors";
import { resourceName } from "@/sandbox/api/kinds/kind-spec";
import type { Target } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";

/** The live object of a target. Throws 404 when there is none. */
export function findObject(api: ClusterApi, target: Target): KubeObject {
  const object = api.store.get(resourceName(target.kind), target.namespace, target.name);
  if (!object) throw notFound(target.kind, target.name);
  return object;
}
