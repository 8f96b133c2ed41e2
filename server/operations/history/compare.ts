import type { Comparison } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { summaryOf } from "@/server/domain/deployment-view/summary";
import { objectDiffs } from "@/server/domain/manifest/object-diffs";
import { recolor } from "@/server/domain/manifest/recolor";
import { loadDeployment } from "@/server/operations/deployments/load-deployment";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { Stores } from "@/server/ports/unit-of-work";
import { loadBundle } from "./archive";

/** Objects in the color blue, so that two archives of different colors show only what really differs. */
async function objectsOf(stores: Stores, record: DeploymentRecord) {
  const { objects } = await loadBundle(stores, record);
  return record.strategy === "blueGreen" ? recolor(objects, record.ownership.service, "blue") : objects;
}

/** Two archives beside each other, object by object. */
export function makeCompare(ports: OperationPorts) {
  return async (actor: Actor, input: { left: string; right: string }): Promise<Comparison> => {
    const { read } = ports.work;
    const [left, right, now] = await Promise.all([
      loadDeployment(read, input.left),
      loadDeployment(read, input.right),
      read.now(),
    ]);
    const [before, after] = await Promise.all([objectsOf(read, left), objectsOf(read, right)]);
    return {
      left: summaryOf(left, { actor, now }),
      right: summaryOf(right, { actor, now }),
      objects: [...objectDiffs(before, after)],
    };
  };
}
