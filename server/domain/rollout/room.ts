import type { Manifest } from "@/contracts/manifest";
import { quantity } from "@/server/domain/health/quantity";
import type { QuotaSeen, TargetSeen } from "./observation";
import type { Rollout } from "./state";

/** What one pod asks for: cores and bytes. */
interface Ask {
  cpu: number;
  memory: number;
  cpuLimit: number;
  memoryLimit: number;
}

/** How many more pods there is room for, and the sentence for what is the limit. */
interface Room {
  pods: number;
  because: string;
}

type Container = { resources?: Partial<Record<"requests" | "limits", Record<string, string>>> };

function askOf(workload: Manifest | null): Ask {
  const spec = workload?.["spec"] as { template?: { spec?: { containers?: Container[] } } } | undefined;
  const containers = spec?.template?.spec?.containers ?? [];
  const sum = (of: "requests" | "limits", resource: string) =>
    containers.reduce((total, each) => total + (quantity(each.resources?.[of]?.[resource]) || 0), 0);
  return {
    cpu: sum("requests", "cpu"),
    memory: sum("requests", "memory"),
    cpuLimit: sum("limits", "cpu"),
    memoryLimit: sum("limits", "memory"),
  };
}

/** What one pod takes of a limit of a quota; 0 of a limit that counts something else. */
export function perPod(resource: string, ask: Ask): number {
  switch (resource) {
    case "pods":
    case "count/pods":
      return 1;
    case "cpu":
    case "requests.cpu":
      return ask.cpu;
    case "memory":
    case "requests.memory":
      return ask.memory;
    case "limits.cpu":
      return ask.cpuLimit;
    case "limits.memory":
      return ask.memoryLimit;
    default:
      return 0;
  }
}

const gibibyte = 1024 ** 3;

/** "1.5 cores", "3.0 GiB", "4 pods". */
function amount(resource: string, value: number): string {
  if (resource.endsWith("memory")) return `${(value / gibibyte).toFixed(1)} GiB`;
  if (resource.endsWith("cpu")) return `${value.toFixed(1)} cores`;
  return value === 1 ? "1 pod" : `${value} pods`;
}

function quotaRoom(quota: QuotaSeen, ask: Ask, add: number): Room | null {
  const each = perPod(quota.resource, ask);
  if (each <= 0) return null;
  const free = Math.max(0, quota.hard - quota.used);
  const pods = Math.floor(free / each + 1e-9);
  const wanted = amount(quota.resource, each * add);
  const because = `quota ${quota.name} has ${amount(quota.resource, free)} left, ${wanted} are needed`;
  return { pods, because };
}

function nodeRoom(seen: TargetSeen, ask: Ask): Room | null {
  const room = seen.nodeRoom;
  if (room === null || room.nodes.length === 0 || (ask.cpu <= 0 && ask.memory <= 0)) return null;
  const nodes = room.nodes.filter((node) => node.schedulable);
  const fits = (free: number, each: number) =>
    each <= 0 ? Number.POSITIVE_INFINITY : Math.floor(free / each + 1e-9);
  const pods = nodes.reduce(
    (sum, node) => sum + Math.min(fits(node.freeCpu, ask.cpu), fits(node.freeMemory, ask.memory)),
    0,
  );
  const cpu = nodes.reduce((sum, node) => sum + node.freeCpu, 0);
  const memory = nodes.reduce((sum, node) => sum + node.freeMemory, 0);
  const size = [
    ...(ask.cpu > 0 ? [amount("cpu", ask.cpu)] : []),
    ...(ask.memory > 0 ? [amount("memory", ask.memory)] : []),
  ].join(" and ");
  const because =
    `pool ${room.pool} has ${amount("cpu", cpu)} and ${amount("memory", memory)} free on ${nodes.length} nodes, ` +
    `which is room for ${amount("pods", pods)} of ${size}`;
  return { pods, because };
}

/** The tightest of quotas and nodes for `add` more pods; null where nothing is known to limit them. */
export function tightestRoom(rollout: Pick<Rollout, "parts">, seen: TargetSeen, add: number): Room | null {
  const ask = askOf(rollout.parts?.workload ?? null);
  const rooms = [...seen.quotas.map((quota) => quotaRoom(quota, ask, add)), nodeRoom(seen, ask)];
  return rooms.reduce<Room | null>(
    (tightest, room) => (room !== null && (tightest === null || room.pods < tightest.pods) ? room : tightest),
    null,
  );
}

/** Why `add` more pods cannot be created now, with the numbers; null when they can, or when nobody knows. */
export function roomMissing(rollout: Rollout, seen: TargetSeen, add: number): string | null {
  if (add <= 0) return null;
  const room = tightestRoom(rollout, seen, add);
  if (room === null || room.pods >= add) return null;
  return `No room for ${amount("pods", add)} of ${rollout.candidateColor ?? rollout.target.service}: ${room.because}.`;
}

/** Deployments per node pool that may grow to full size at the same time. */
export const poolSlots = 6;

/** Who goes first when many grow at once; a rollback never waits for others. */
export function slotMissing(rollout: Rollout): string | null {
  if (rollout.kind === "rollback" || rollout.poolAhead < poolSlots) return null;
  const { pool } = rollout.target;
  return `Waits for its turn: ${rollout.poolAhead} deployments grow in pool ${pool} before it, ${poolSlots} at a time.`;
}
