import type { Freeze } from "@/contracts/freeze";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { freezeView } from "./freeze-view";

/** Freezes that stand or are to come, for everybody. */
export function makeListFreezes(ports: OperationPorts) {
  return async (_actor: Actor): Promise<Freeze[]> => (await ports.work.read.freezes.open()).map(freezeView);
}
