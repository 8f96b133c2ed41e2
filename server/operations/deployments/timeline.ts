import type { TimelineEntry } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { timelineOf } from "@/server/domain/deployment-view/timeline";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { loadDeployment } from "./load-deployment";

/** What happened to a deployment, newest first. */
export function makeTimeline(ports: OperationPorts) {
  return async (_actor: Actor, input: { id: string }): Promise<{ entries: TimelineEntry[] }> => {
    const record = await loadDeployment(ports.work.read, input.id);
    return { entries: timelineOf(record, await ports.work.read.deployments.transitions(record.id)) };
  };
}
