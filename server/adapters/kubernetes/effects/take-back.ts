import type { Manifest } from "@/contracts/manifest";
import { templateEdits } from "@/server/adapters/kubernetes/projections/hand-edits";
import type { RawObject, RawWorkload } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { type EffectContext, send } from "./effect-context";

/** Whether a color has no pods and somebody else wrote into its template: nothing runs with it, so it may be taken back. */
export function isParkedAndEdited(before: RawObject | null): before is RawWorkload {
  if (before?.kind !== "Deployment") return false;
  const { spec } = before as RawWorkload;
  return spec?.replicas === 0 && templateEdits(before, spec.template?.spec ?? {}).length > 0;
}

/** Removals of the variables that others added and the bundle does not have, the last of each list first. */
function removals(before: RawWorkload, wanted: Manifest) {
  const pod = before.spec?.template?.spec ?? {};
  const added = new Set(
    templateEdits(before, pod).flatMap(({ variable }) => (variable ? [variable.name] : [])),
  );
  const kept = new Map(
    ((wanted as RawWorkload & Manifest).spec?.template?.spec?.containers ?? []).map(({ name, env = [] }) => [
      name,
      new Set(env.map((entry) => entry.name)),
    ]),
  );
  return (pod.containers ?? []).flatMap(({ name: container, env = [] }, index) =>
    env
      .map(({ name = "" }, at) => ({ name, path: `/spec/template/spec/containers/${index}/env/${at}` }))
      .filter(({ name }) => added.has(name) && !kept.get(container)?.has(name))
      .toReversed()
      .flatMap(({ name, path }) => [
        { op: "test", path: `${path}/name`, value: name },
        { op: "remove", path },
      ]),
  );
}

/** Takes variables away that an apply would leave because others own them. Answers the version to go on from. */
export async function takeBack(
  context: EffectContext,
  before: RawWorkload,
  work: { wanted: Manifest; expect: { uid: string; resourceVersion: string } },
): Promise<{ uid: string; resourceVersion: string }> {
  const { wanted, expect } = work;
  const gone = removals(before, wanted);
  if (gone.length === 0) return expect;
  const after = await send<RawObject>(context, {
    method: "PATCH",
    path: objectPath("Deployment", context.namespace, before.metadata.name),
    patch: "json",
    query: { fieldManager: fieldManagers.deploy },
    body: [
      { op: "test", path: "/metadata/uid", value: expect.uid },
      { op: "test", path: "/metadata/resourceVersion", value: expect.resourceVersion },
      ...gone,
    ],
  });
  return { uid: after.metadata.uid, resourceVersion: after.metadata.resourceVersion };
}
