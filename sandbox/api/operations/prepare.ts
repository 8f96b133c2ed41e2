import { equalJson, type Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { Target } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Kinds whose status may be given at creation: nothing else fills it in for them. */
const statusAtCreate: ReadonlySet<string> = new Set(["Node"]);

/** Drops what a creation may not set. */
export function prepareCreate(kind: KindSpec, object: KubeObject): void {
  if (kind.status && !statusAtCreate.has(kind.kind)) delete object["status"];
}

/** Metadata that only the server writes. */
const serverMeta = [
  "name",
  "namespace",
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "generation",
  "selfLink",
  "generateName",
] as const;

/**
 * The object that an update means: server-kept metadata comes from the live object, the main resource does not touch
 * `status`, and `/status` touches nothing else (labels and annotations excepted).
 */
export function prepareUpdate(target: Target, live: KubeObject, body: Json): KubeObject {
  const next: KubeObject = {
    ...body,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { ...body.metadata },
  };
  for (const field of serverMeta) keepFromLive(next.metadata, live.metadata, field);
  if (target.subresource === "status") return statusUpdate(live, next);
  if (target.kind.status && target.subresource !== "finalize") {
    if (live["status"] === undefined) delete next["status"];
    else next["status"] = live["status"];
  }
  if (target.kind.kind === "Namespace" && target.subresource !== "finalize") next["spec"] = live["spec"];
  return next;
}

function keepFromLive(next: Json, live: Json, field: string): void {
  if (live[field] === undefined) delete next[field];
  else next[field] = live[field];
}

function statusUpdate(live: KubeObject, next: KubeObject): KubeObject {
  const metadata: Json = { ...live.metadata };
  for (const field of ["labels", "annotations", "managedFields"]) {
    if (next.metadata[field as "labels"] === undefined) delete metadata[field];
    else metadata[field] = next.metadata[field as "labels"];
  }
  const result: KubeObject = { ...live, metadata };
  if (next["status"] === undefined) delete result["status"];
  else result["status"] = next["status"];
  return result;
}

/** Top-level members that describe what is, not what is wanted. */
const notDesired = new Set(["apiVersion", "kind", "metadata", "status"]);

/** Raises the generation when the desired state changed. */
export function countGeneration(kind: KindSpec, live: KubeObject, next: KubeObject): void {
  if (!kind.hasGeneration) return;
  const members = new Set(
    [...Object.keys(live), ...Object.keys(next)].filter((member) => !notDesired.has(member)),
  );
  const changed = [...members].some((member) => !equalJson(live[member], next[member]));
  // Pods count only the mark of their deletion: their spec is all but immutable.
  if (changed && kind.kind !== "Pod") next.metadata.generation = (live.metadata.generation ?? 0) + 1;
}
