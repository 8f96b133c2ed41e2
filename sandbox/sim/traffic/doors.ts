import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Organization } from "@/sandbox/sim/organization";
import { planOf, type TrafficPlan } from "./traffic-plan";

/** A Service that gets traffic, with the ready pods behind it. */
export interface Door {
  namespace: string;
  service: string;
  /** Color that the Service selects; nothing for a service without colors. */
  color: string | undefined;
  plan: TrafficPlan;
  selector: Record<string, string>;
  pods: readonly Pod[];
}

/** Key of a service in a namespace. */
export const doorKey = (namespace: string, service: string): string => `${namespace}/${service}`;

/** Where traffic comes in on one cluster: each Service that is named like its service. */
export function createDoors(context: { client: ClusterClient; organization: Organization; cluster: string }) {
  const { client, organization, cluster } = context;
  const plans = new Map<string, TrafficPlan | undefined>();
  const planned = (namespace: string, service: string): TrafficPlan | undefined => {
    const key = doorKey(namespace, service);
    if (!plans.has(key)) plans.set(key, planOf(organization, { cluster, namespace, service }));
    return plans.get(key);
  };
  const color = `${organization.labelPrefix}/color`;
  const label = `${organization.labelPrefix}/service`;

  /** Ready pods of a namespace by the service that they belong to. */
  const readyPods = (namespace: string): Map<string, Pod[]> => {
    const byService = new Map<string, Pod[]>();
    for (const pod of client.list("pods", namespace) as readonly Pod[]) {
      const service = pod.metadata.labels?.[label];
      if (service === undefined || !isActive(pod) || !isReady(pod)) continue;
      const known = byService.get(service);
      if (known === undefined) byService.set(service, [pod]);
      else known.push(pod);
    }
    return byService;
  };

  return {
    /** The doors as they are now. */
    look(): Door[] {
      const seen = new Map<string, Map<string, Pod[]>>();
      return (client.list("services") as readonly Service[]).flatMap(({ metadata, spec: { selector } }) => {
        const { name: service, namespace = "" } = metadata;
        // A Service of another name is a second door to the same pods: a preview, that nobody calls.
        if (selector?.[label] !== undefined && selector[label] !== service) return [];
        const ready = seen.get(namespace) ?? readyPods(namespace);
        seen.set(namespace, ready);
        const plan = planned(namespace, service);
        if (selector === undefined || plan === undefined) return [];
        const pods = (ready.get(service) ?? []).filter((pod) => matchesLabels(selector, pod.metadata.labels));
        return [{ namespace, service, color: selector[color], plan, selector, pods }];
      });
    },
  };
}
