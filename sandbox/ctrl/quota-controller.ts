import type { ResourceQuota } from "@/sandbox/kernel/cluster-kinds";
import { isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { podQuotaEntry, quotaText, quotaUsage } from "@/sandbox/kernel/quota-usage";
import { type Controller, type ControllerContext, fromKey, keyOf } from "./controller";
import { createWatchingController } from "./watching-controller";

const COUNTED: Readonly<Record<string, string>> = {
  services: "services",
  configmaps: "configmaps",
  secrets: "secrets",
};

function usedOf(context: ControllerContext, namespace: string, name: string): string {
  const counted = COUNTED[name.replace(/^count\//, "")];
  if (counted !== undefined) return String(context.client.list(counted, namespace).length);
  const entry = podQuotaEntry(name);
  if (entry === undefined) return "0";
  const pods = (context.client.list("pods", namespace) as readonly Pod[]).filter((pod) => !isTerminal(pod));
  return quotaText(entry, quotaUsage(entry, pods));
}

/** Keeps `status.used` of ResourceQuotas; the limits themselves are enforced at admission. */
export function createQuotaController(context: ControllerContext): Controller {
  const quotasOf = (namespace: string | undefined) =>
    context.client.list("resourcequotas", namespace).map(keyOf);
  return createWatchingController(context, {
    resource: "resourcequotas",
    related: {
      pods: ({ object }) => quotasOf(object.metadata.namespace),
      configmaps: ({ object }) => quotasOf(object.metadata.namespace),
    },
    reconcile(key) {
      const { namespace, name } = fromKey(key);
      const quota = context.client.get("resourcequotas", namespace, name) as ResourceQuota | undefined;
      if (quota === undefined) return;
      const hard = quota.spec.hard ?? {};
      const used = Object.fromEntries(
        Object.keys(hard).map((resource) => [resource, usedOf(context, namespace, resource)]),
      );
      context.client.updateStatus("resourcequotas", { ...quota, status: { hard, used } });
    },
  });
}
