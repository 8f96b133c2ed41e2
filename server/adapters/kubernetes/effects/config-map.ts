import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "@/contracts/manifest";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";
import { done, type Performer, refused, send } from "./effect-context";
import { removeByUid } from "./remove";

type RawConfigMap = RawObject & { data?: unknown; binaryData?: unknown };

function sameContent(existing: RawConfigMap, wanted: Manifest): boolean {
  return isDeepStrictEqual(
    [existing.data ?? {}, existing.binaryData ?? {}],
    [wanted["data"] ?? {}, wanted["binaryData"] ?? {}],
  );
}

/** E2: created once, never changed. A map of the same name with other content is a hash clash or foreign: nobody may guess. */
export const performEnsureConfigMap: Performer<"ensureConfigMap"> = async (context, { object }) => {
  try {
    const created = await send<RawConfigMap>(context, {
      method: "POST",
      path: collectionPath("ConfigMap", context.namespace),
      query: { fieldManager: fieldManagers.deploy },
      body: object,
    });
    return done("written", created, "ConfigMap");
  } catch (error) {
    if (!(error instanceof KubeError) || error.status !== 409) throw error;
  }
  const existing = await send<RawConfigMap>(context, {
    path: objectPath("ConfigMap", context.namespace, object.metadata.name),
  });
  if (sameContent(existing, object)) return done("skipped", existing, "ConfigMap");
  return refused(
    "invalid",
    `ConfigMap ${object.metadata.name} exists with other content; a config map of this name is never changed.`,
  );
};

/** E16. */
export const performDeleteConfigMap: Performer<"deleteConfigMap"> = (context, { name, uid }) =>
  removeByUid(context, { kind: "ConfigMap", name, uid });
