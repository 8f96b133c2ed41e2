import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { Node } from "@/sandbox/kernel/cluster-kinds";
import type { Pod } from "@/sandbox/kernel/pod-kind";

/** Pod addresses out of the range of each node. An address is given again only after the whole range was used. */
export interface PodNetwork {
  give(node: string, uid: string): string;
  /** Notes an address that a restored pod holds. */
  hold(pod: Pod): void;
  free(uid: string): void;
}

const FIRST_HOST = 2;
const LAST_HOST = 254;

/** Reads the ranges (`podCIDR`, /24) from the nodes. */
export function createPodNetwork(client: ClusterClient): PodNetwork {
  const held = new Map<string, string>();
  const used = new Set<string>();
  const next = new Map<string, number>();

  const prefixOf = (node: string): string => {
    const cidr = (client.get("nodes", undefined, node) as Node | undefined)?.spec?.podCIDR ?? "10.250.0.0/24";
    return cidr.slice(0, cidr.lastIndexOf("."));
  };

  return {
    give(node, uid) {
      const known = held.get(uid);
      if (known !== undefined) return known;
      const prefix = prefixOf(node);
      let host = next.get(node) ?? FIRST_HOST;
      while (used.has(`${prefix}.${host}`)) host = host >= LAST_HOST ? FIRST_HOST : host + 1;
      next.set(node, host >= LAST_HOST ? FIRST_HOST : host + 1);
      const address = `${prefix}.${host}`;
      held.set(uid, address);
      used.add(address);
      return address;
    },
    hold(pod) {
      const address = pod.status?.podIP;
      if (address === undefined) return;
      held.set(pod.metadata.uid, address);
      used.add(address);
    },
    free(uid) {
      const address = held.get(uid);
      if (address !== undefined) used.delete(address);
      held.delete(uid);
    },
  };
}
