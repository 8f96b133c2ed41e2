import { admitDelete } from "@/sandbox/api/admission/admit-delete";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { failure } from "@/sandbox/api/errors";
import { at } from "@/sandbox/api/json";
import { type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { kubeTime } from "@/sandbox/api/time";
import type { Target, Write } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { findObject } from "./find";

/** `metav1.DeleteOptions` as far as the sandbox honors them. */
export interface DeleteOptions {
  gracePeriodSeconds?: number | undefined;
  propagationPolicy?: "Orphan" | "Background" | "Foreground" | undefined;
  orphanDependents?: boolean | undefined;
  preconditions?: { uid?: string; resourceVersion?: string } | undefined;
}

/** What is left: the object as it was last seen, and whether it is gone. */
export interface DeleteResult {
  object: KubeObject;
  gone: boolean;
}

/** Deletes an object, or marks it when finalizers or a grace period hold it. Throws `ApiError` when refused. */
export function deleteObject(
  api: ClusterApi,
  { target, context }: Write,
  options: DeleteOptions,
): DeleteResult {
  const live = findObject(api, target);
  checkPreconditions(target, live, options);
  admitDelete(target.kind, live);
  const finalizers = deletionFinalizers(target.kind, live, options);
  const grace = gracePeriod(target.kind, live, options);
  const held = finalizers.length > 0 || grace > 0 || target.kind.kind === "Namespace";
  const resource = resourceName(target.kind);
  if (!held) {
    if (context.dryRun) return { object: live, gone: true };
    const last = {
      ...live,
      metadata: { ...live.metadata, ...(target.kind.kind === "Pod" ? mark(api, live, 0) : {}) },
    };
    return { object: api.store.remove(resource, live, last), gone: true };
  }
  const next = marked(api, { live, finalizers, grace });
  if (!next) return { object: live, gone: false };
  return { object: context.dryRun ? next : api.store.commit(resource, live, next), gone: false };
}

function checkPreconditions(target: Target, live: KubeObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = live.metadata;
  const refuse = (what: string, wanted: string, actual: string) =>
    failure({
      code: 409,
      reason: "Conflict",
      message: `Operation cannot be fulfilled on ${target.kind.kind}${target.kind.group ? `.${target.kind.group}` : ""} "${target.name}": the ${what} in the precondition (${wanted}) does not match the ${what} in record (${actual}). The object might have been deleted and then recreated`,
      details: {
        name: target.name,
        ...(target.kind.group ? { group: target.kind.group } : {}),
        kind: target.kind.kind,
      },
    });
  if (preconditions?.uid && preconditions.uid !== uid) throw refuse("UID", preconditions.uid, uid);
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    throw refuse("ResourceVersion", preconditions.resourceVersion, resourceVersion);
  }
}

/** Finalizers that a propagation policy sets and clears. */
const policyFinalizers: readonly string[] = ["orphan", "foregroundDeletion"];

/** The policy in the words of today; `orphanDependents` is its older form. */
function policyOf({
  propagationPolicy,
  orphanDependents,
}: DeleteOptions): DeleteOptions["propagationPolicy"] {
  if (propagationPolicy || orphanDependents === undefined) return propagationPolicy;
  return orphanDependents ? "Orphan" : "Background";
}

/** Finalizers after the propagation policy has had its say. */
function deletionFinalizers(kind: KindSpec, live: KubeObject, options: DeleteOptions): string[] {
  const current = live.metadata.finalizers ?? [];
  const policy = policyOf(options);
  if (policy === undefined && current.some((finalizer) => policyFinalizers.includes(finalizer)))
    return current;
  const effective = policy ?? (kind.orphansByDefault ? "Orphan" : "Background");
  const others = current.filter((finalizer) => !policyFinalizers.includes(finalizer));
  if (effective === "Orphan") return [...others, "orphan"];
  return effective === "Foreground" ? [...others, "foregroundDeletion"] : others;
}

const finishedPhases: readonly string[] = ["Failed", "Succeeded"];

/** Seconds until the object may go; only pods are graceful, and only while a kubelet runs them. */
function gracePeriod(kind: KindSpec, live: KubeObject, { gracePeriodSeconds }: DeleteOptions): number {
  if (kind.kind !== "Pod") return 0;
  const wanted = gracePeriodSeconds ?? at(live, "spec.terminationGracePeriodSeconds") ?? 30;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = live.metadata;
  if (deletionTimestamp) return Math.min(wanted, deletionGracePeriodSeconds);
  const idle = !at(live, "spec.nodeName") || finishedPhases.includes(at(live, "status.phase"));
  return idle ? 0 : Math.max(0, wanted);
}

function mark(api: ClusterApi, live: KubeObject, grace: number) {
  const base = live.metadata.deletionTimestamp
    ? Date.parse(live.metadata.deletionTimestamp) - (live.metadata.deletionGracePeriodSeconds ?? 0) * 1000
    : api.clock.now();
  return { deletionTimestamp: kubeTime(base + grace * 1000), deletionGracePeriodSeconds: grace };
}

/** The object with its deletion marked, or undefined when that changes nothing. */
function marked(
  api: ClusterApi,
  { live, finalizers, grace }: { live: KubeObject; finalizers: string[]; grace: number },
): KubeObject | undefined {
  const sameFinalizers = finalizers.join() === (live.metadata.finalizers ?? []).join();
  const again = live.metadata.deletionTimestamp !== undefined;
  if (again && sameFinalizers && grace >= (live.metadata.deletionGracePeriodSeconds ?? 0)) return undefined;
  const metadata = { ...live.metadata, ...mark(api, live, grace) };
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (!again && metadata.generation !== undefined) metadata.generation += 1;
  const next: KubeObject = { ...live, metadata };
  if (live.kind === "Namespace") next["status"] = { ...live["status"], phase: "Terminating" };
  return next;
}
