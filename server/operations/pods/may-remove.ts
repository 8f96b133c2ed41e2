import type { Color } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo, type Resource, refused } from "@/server/domain/access/eligibility";
import { mayEnd } from "@/server/domain/pods/removal";
import type { OperationPorts } from "@/server/operations/operation-ports";

/** The color that has the traffic, as last seen. */
export function servingOf(
  ports: OperationPorts,
  { service, environment }: { service: string; environment: string },
): Color | null {
  return ports.fleet.row(service, environment)?.serving ?? null;
}

/** Whether the actor may end the pod now: by their grants, then by what it would leave. */
export function mayRemove(
  actor: Actor,
  asked: {
    resource: Resource;
    now: number;
    pod: PodSeen | undefined;
    pods: readonly PodSeen[];
    serving: Color | null;
  },
): Eligibility {
  const granted = mayDo(actor, "pod.delete", asked);
  if (!granted.allowed) return granted;
  if (asked.pod === undefined)
    return refused("not_found", `${asked.resource.ownership.service} has no such pod there now.`);
  return mayEnd(asked.pod, asked);
}
