import type { Color } from "@/contracts/color";
import type { KeptLogs } from "@/contracts/kept-log";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { KeptRun } from "@/server/ports/kept-logs";

/** Runs whose lines are given at once. */
const mostRuns = 60;

interface Input {
  service: string;
  environment: string;
}

/** Which of a service's containers crashed or were deleted, newest first. */
export function makeListKeptLogs(ports: OperationPorts) {
  return async (actor: Actor, { service, environment }: Input): Promise<KeptLogs> => {
    const { read } = ports.work;
    const target = await findTarget(read, service, environment);
    const { cluster, namespace } = target;
    const [runs, now] = await Promise.all([read.keptLogs.list({ cluster, namespace, service }), read.now()]);
    return { runs: [...runs], logs: mayDo(actor, "pod.logs", { resource: target, now }) };
  };
}

/** Their last lines, of the newest 60; for those who may read the log of a pod there. */
export function makeKeptLines(ports: OperationPorts) {
  return async (
    actor: Actor,
    input: Input & {
      color?: Color | undefined;
      pod?: string | undefined;
      container?: string | undefined;
      since?: string | undefined;
    },
  ): Promise<readonly KeptRun[]> => {
    const { environment, ...choice } = input;
    const { read } = ports.work;
    const target = await findTarget(read, input.service, environment);
    demand(mayDo(actor, "pod.logs", { resource: target, now: await read.now() }));
    const { cluster, namespace } = target;
    return read.keptLogs.read({ cluster, namespace, ...choice }, mostRuns);
  };
}
