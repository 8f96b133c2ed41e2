import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { conflict } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { kindOfResource } from "@/sandbox/api/kinds/kind-registry";
import { kubeTime } from "@/sandbox/api/time";
import type { PodAction, Target } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { findObject } from "./find";
import { replaceLive } from "./update-object";

/** Puts a pod on a node and sets its condition PodScheduled. A pod that has a node already is a conflict. */
export function bindPod(api: ClusterApi, { key, context }: PodAction, node: string): KubeObject {
  const target: Target = { kind: kindOfResource("pods"), ...key, subresource: "binding" };
  const live = findObject(api, target);
  if (live["spec"]?.nodeName)
    throw conflict(
      target.kind,
      key.name,
      `pod ${key.name} is already assigned to node "${live["spec"].nodeName}"`,
    );
  const others = (live["status"]?.conditions ?? []).filter((row: Json) => row.type !== "PodScheduled");
  const scheduled = {
    type: "PodScheduled",
    status: "True",
    lastTransitionTime: kubeTime(api.clock.now()),
  };
  const next = {
    ...live,
    spec: { ...live["spec"], nodeName: node },
    status: { ...live["status"], conditions: [...others, scheduled] },
  };
  return replaceLive(api, { target, live, context }, next);
}
