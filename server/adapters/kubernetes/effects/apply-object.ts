import type { Manifest } from "@/contracts/manifest";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { isKnownKind, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EffectResult } from "@/server/domain/rollout/effect";
import { fieldManagers } from "@/server/domain/rollout/target";
import { appliedBody } from "./applied-body";
import { done, type EffectContext, type Performer, readOrNull, refused, send } from "./effect-context";
import { isParkedAndEdited, takeBack } from "./take-back";

interface Application {
  manager: string;
  force: boolean;
  before: RawObject | null;
  identity?: { uid: string; resourceVersion: string };
}

/** Server-side apply of one object. The server suppresses a write that changes nothing, so an equal version proves a skip. */
async function apply(
  context: EffectContext,
  object: Manifest,
  application: Application,
): Promise<EffectResult> {
  const { manager, force, before, identity } = application;
  const after = await send<RawObject>(context, {
    method: "PATCH",
    path: objectPath(object.kind, context.namespace, object.metadata.name),
    patch: "apply",
    query: { fieldManager: manager, force },
    body: appliedBody(object, identity),
  });
  const same = before !== null && before.metadata.resourceVersion === after.metadata.resourceVersion;
  return done(same ? "skipped" : "written", after, object.kind);
}

function unknownKind(object: Manifest): EffectResult | null {
  return isKnownKind(object.kind)
    ? null
    : refused("invalid", `Switchyard does not apply objects of kind ${object.kind}.`);
}

/** E3: supporting objects; what others wrote into our fields is taken back. */
export const performApplyObject: Performer<"applyObject"> = async (context, { object }) => {
  const wrong = unknownKind(object);
  if (wrong) return wrong;
  const before = await readOrNull(context, objectPath(object.kind, context.namespace, object.metadata.name));
  return apply(context, object, { manager: fieldManagers.deploy, force: true, before });
};

/** E9, E10, E13: an autoscaler's bounds belong to scaling alone. */
export const performApplyHpa: Performer<"applyHpa"> = async (context, { object }) => {
  const before = await readOrNull(context, objectPath(object.kind, context.namespace, object.metadata.name));
  return apply(context, object, { manager: fieldManagers.scale, force: true, before });
};

/**
 * E5: the workload carries the bundle. While it has pods never forced: fields that another manager owns are a conflict for a person.
 * A color without pods is ours: what others wrote into its template is taken back, so that a release never starts with it.
 * uid and resourceVersion travel in the body, so that a stale worker neither overwrites nor resurrects.
 */
export const performApplyWorkload: Performer<"applyWorkload"> = async (context, { object, expect }) => {
  const wrong = unknownKind(object);
  if (wrong) return wrong;
  const before = await readOrNull(context, objectPath(object.kind, context.namespace, object.metadata.name));
  const application = { manager: fieldManagers.deploy, force: false, before };
  if (expect !== "absent" && isParkedAndEdited(before)) {
    const identity = await takeBack(context, before, { wanted: object, expect });
    return apply(context, object, { ...application, force: true, identity });
  }
  if (expect !== "absent") return apply(context, object, { ...application, identity: expect });
  if (before !== null)
    return refused("precondition_lost", `${object.kind} ${object.metadata.name} exists already.`);
  return apply(context, object, application);
};
