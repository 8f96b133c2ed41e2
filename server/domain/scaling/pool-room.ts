import { quantity } from "@/server/domain/health/quantity";

/** A node of a pool as it was last seen. Cores, bytes, and a count of pods. */
export interface PoolNode {
  name: string;
  /** Ready, and not cordoned. */
  open: boolean;
  cpu: number;
  memory: number;
  pods: number;
}

/** What the pods on a node ask for. */
export interface NodeTaken {
  node: string;
  cpu: number;
  memory: number;
  pods: number;
}

/** What one pod asks for: cores and bytes. */
export interface PodAsk {
  cpu: number;
  memory: number;
}

/** What one pod asks for; null while nothing is known of it. */
export function podAskOf(
  resources: { cpu?: string | null; memory?: string | null } | undefined,
): PodAsk | null {
  const cpu = quantity(resources?.cpu ?? undefined) || 0;
  const memory = quantity(resources?.memory ?? undefined) || 0;
  return cpu > 0 || memory > 0 ? { cpu, memory } : null;
}

/** Room in a node pool, in the numbers that people ask for. */
export interface PoolRoom {
  nodes: number;
  /** Nodes that take no new pod: not ready, or cordoned. */
  closed: number;
  /** Cores and bytes of the open nodes, and what is asked for there. */
  cpu: { all: number; asked: number };
  memory: { all: number; asked: number };
  /** How many more pods of this size fit, each on one node; null while their size is not known. */
  fits: number | null;
}

/** How many more pods fit into the open nodes of a pool. A pod needs its cores, its memory and its place on one and the same node. */
export function poolRoom(
  nodes: readonly PoolNode[],
  taken: readonly NodeTaken[],
  ask: PodAsk | null,
): PoolRoom {
  const open = nodes.filter((node) => node.open);
  const used = new Map(open.map(({ name }) => [name, sumOf(taken.filter(({ node }) => node === name))]));
  const all = sumOf(open);
  const asked = sumOf([...used.values()]);
  return {
    nodes: nodes.length,
    closed: nodes.length - open.length,
    cpu: { all: all.cpu, asked: asked.cpu },
    memory: { all: all.memory, asked: asked.memory },
    fits: ask === null ? null : open.reduce((sum, node) => sum + fitting(node, used.get(node.name), ask), 0),
  };
}

type Amounts = Pick<NodeTaken, "cpu" | "memory" | "pods">;

function sumOf(parts: readonly Amounts[]): Amounts {
  return parts.reduce<Amounts>(
    (sum, part) => ({
      cpu: sum.cpu + part.cpu,
      memory: sum.memory + part.memory,
      pods: sum.pods + part.pods,
    }),
    { cpu: 0, memory: 0, pods: 0 },
  );
}

function fitting(node: Amounts, taken: Amounts = { cpu: 0, memory: 0, pods: 0 }, ask: PodAsk): number {
  const places = (free: number, each: number) =>
    each <= 0 ? Number.POSITIVE_INFINITY : Math.floor(free / each + 1e-9);
  return Math.max(
    0,
    Math.min(
      places(node.cpu - taken.cpu, ask.cpu),
      places(node.memory - taken.memory, ask.memory),
      node.pods - taken.pods,
    ),
  );
}
