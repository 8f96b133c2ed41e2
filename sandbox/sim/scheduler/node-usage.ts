import { isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { type Load, requestsOf } from "./fit";

interface Placed {
  node: string;
  owner: string;
  load: Load;
}

/** Who shares a template: pods of one owner are spread over nodes and racks. */
function ownerOf(pod: Pod): string {
  return (
    pod.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid ?? pod.metadata.uid
  );
}

/** What the nodes of a cluster carry, kept up to date from pod events. */
export interface NodeUsage {
  /** Notes a pod as it is now; a pod that has ended or is gone frees its place. True when something was freed. */
  note(pod: Pod, gone: boolean): boolean;
  on(node: string): Load;
  /** How many pods of the same owner a node carries. */
  siblings(pod: Pod, node: string): number;
}

export function createNodeUsage(): NodeUsage {
  const placed = new Map<string, Placed>();
  const loads = new Map<string, Load>();
  const owners = new Map<string, number>();

  const on = (node: string): Load => loads.get(node) ?? { cpu: 0, memory: 0, pods: 0 };
  const add = (entry: Placed, sign: 1 | -1) => {
    const { cpu, memory, pods } = on(entry.node);
    loads.set(entry.node, {
      cpu: cpu + sign * entry.load.cpu,
      memory: memory + sign * entry.load.memory,
      pods: pods + sign,
    });
    const key = `${entry.owner} ${entry.node}`;
    const count = (owners.get(key) ?? 0) + sign;
    if (count === 0) owners.delete(key);
    else owners.set(key, count);
  };

  return {
    note(pod, gone) {
      const known = placed.get(pod.metadata.uid);
      const node = pod.spec.nodeName;
      if (gone || isTerminal(pod)) {
        if (known === undefined) return false;
        add(known, -1);
        placed.delete(pod.metadata.uid);
        return true;
      }
      if (known !== undefined || node === undefined) return false;
      const entry = { node, owner: ownerOf(pod), load: requestsOf(pod) };
      placed.set(pod.metadata.uid, entry);
      add(entry, 1);
      return false;
    },
    on,
    siblings: (pod, node) => owners.get(`${ownerOf(pod)} ${node}`) ?? 0,
  };
}
