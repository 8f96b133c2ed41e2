import type { ResourceQuota } from "@/sandbox/kernel/cluster-kinds";
import { isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { quantityNumber } from "@/sandbox/kernel/quantity-number";
import { type Controller, type ControllerContext, fromKey, keyOf } from "./controller";
import { createWatchingController } from "./watching-controller";

const COUNTED: Readonly<Record<string, string>> = { services: "services", configmaps: "configmaps", secrets: "secrets" };

function podSum(pods: readonly Pod[], kind: "requests" | "limits", resource: string): number {
  const perPod = (pod: Pod) => pod.spec.containers.reduce((sum, { resources }) => sum + quantityNumber(resources?.[kind]?.[resource]), 0);
  return pods.reduce((sum, pod) => sum + perPod(pod), 0);
}

function quantityText(resource: string, value: number): string {
  if (resource !== "cpu") return String(value);
  const milli = Math.round(value * 1000);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

function usedOf(context: ControllerContext, namespace: string, name: string): string {
  const pods = (context.client.list("pods", namespace) as readonly Pod[]).filter((pod) => !isTerminal(pod));
  if (name === "pods" || name === "count/pods") return String(pods.length);
  const counted = COUNTED[name.replace(/^count\//, "")];
  if (counted !== undefined) return String(context.client.list(counted, namespace).length);
  const [kind, resource] = name.startsWith("limits.") ? (["limits", name.slice(7)] as const) : (["requests", name.replace(/^requests\./, "")] as const);
  return quantityText(resource, podSum(pods, kind, resource));
}

/** Keeps `status.used` of ResourceQuotas; the limits themselves are enforced at admission. */
export function createQuotaController(context: ControllerContext): Controller {
  const quotasOf = (namespace: string | undefined) => context.client.list("resourcequotas", namespace).map(keyOf);
  return createWatchingController(context, {
    resource: "resourcequotas",
    related: { pods: ({ object }) => quotasOf(object.metadata.namespace), configmaps: ({ object }) => quotasOf(object.metadata.namespace) },
    reconcile(key) {
      const { namespace, name } = fromKey(key);
      const quota = context.client.get("resourcequotas", namespace, name) as ResourceQuota | undefined;
      if (quota === undefined) return;
      const hard = quota.spec.hard ?? {};
      const used = Object.fromEntries(Object.keys(hard).map((resource) => [resource, usedOf(context, namespace, resource)]));
      context.client.updateStatus("resourcequotas", { ...quota, status: { hard, used } });
    },
  });
}
