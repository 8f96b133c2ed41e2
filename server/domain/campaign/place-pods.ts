import type { NodeTaken, PodAsk, PoolNode } from "@/server/domain/scaling/pool-room";

/** More pods of one size that a pool should take. */
export interface PodsWanted {
  service: string;
  pods: number;
  ask: PodAsk;
}

/** How many pods of each service found a node. */
export interface PodsPlaced {
  service: string;
  placed: number;
  short: number;
}

interface Free {
  cpu: number;
  memory: number;
  pods: number;
}

const slack = 1e-9;

function fits(free: Free, ask: PodAsk): boolean {
  return free.pods >= 1 && free.cpu + slack >= ask.cpu && free.memory + slack >= ask.memory;
}

/** What is free on each open node. */
export function freeOf(nodes: readonly PoolNode[], taken: readonly NodeTaken[]): Free[] {
  return nodes
    .filter(({ open }) => open)
    .map(({ name, cpu, memory, pods }) => {
      const there = taken.filter(({ node }) => node === name);
      const sum = (of: (each: NodeTaken) => number) => there.reduce((all, each) => all + of(each), 0);
      return {
        cpu: cpu - sum((each) => each.cpu),
        memory: memory - sum((each) => each.memory),
        pods: pods - sum((each) => each.pods),
      };
    });
}

/** Puts pods on nodes, the largest first, each on the node with the most cores left. */
export function placePods(nodes: readonly Free[], wanted: readonly PodsWanted[]): PodsPlaced[] {
  const free = nodes.map((node) => ({ ...node }));
  const order = wanted.toSorted((left, right) => right.ask.cpu - left.ask.cpu);
  return order.map(({ service, pods, ask }) => {
    let placed = 0;
    while (placed < pods) {
      const [best] = free.filter((node) => fits(node, ask)).toSorted((left, right) => right.cpu - left.cpu);
      if (best === undefined) break;
      best.cpu -= ask.cpu;
      best.memory -= ask.memory;
      best.pods -= 1;
      placed += 1;
    }
    return { service, placed, short: pods - placed };
  });
}
