import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { conflict, invalid, invalidValue } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { formatSelector } from "@/sandbox/api/selectors/label-selector";
import type { Write } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { applyObject } from "./apply-object";
import { findObject } from "./find";
import type { PatchRequest, PatchResult } from "./patch-request";
import { runPatch } from "./run-patch";
import { replaceLive } from "./update-object";

/** The `autoscaling/v1` Scale of a Deployment or ReplicaSet. */
export function scaleOf(object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, ...(namespace ? { namespace } : {}), uid, resourceVersion, creationTimestamp },
    spec: { ...(object["spec"]?.replicas ? { replicas: object["spec"].replicas } : {}) },
    status: { replicas: object["status"]?.replicas ?? 0, selector: formatSelector(object["spec"]?.selector) },
  };
}

/** PUT of a Scale: writes `spec.replicas` as subresource `scale`. */
export function updateScale(api: ClusterApi, write: Write, scale: Json): KubeObject {
  const { target } = write;
  const live = findObject(api, target);
  const { uid, resourceVersion } = scale.metadata ?? {};
  if (uid && uid !== live.metadata.uid) {
    throw conflict(
      target.kind,
      target.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion)
    throw conflict(target.kind, target.name);
  const replicas = scale.spec?.replicas ?? 0;
  if (replicas < 0) {
    throw invalid({ group: "autoscaling", kind: "Scale" }, target.name, [
      invalidValue("spec.replicas", replicas, "must be greater than or equal to 0"),
    ]);
  }
  const next = { ...live, spec: { ...live["spec"], replicas } };
  return scaleOf(replaceLive(api, { ...write, live }, next));
}

/** PATCH of a Scale, of any type; an apply owns `spec.replicas` as subresource `scale`. */
export function patchScale(api: ClusterApi, write: Write, patch: PatchRequest): PatchResult {
  if (patch.type === "apply")
    return { object: scaleOf(applyObject(api, write, patch).object), created: false };
  const patched = runPatch("V1Scale", scaleOf(findObject(api, write.target)), patch);
  return { object: updateScale(api, write, patched), created: false };
}
