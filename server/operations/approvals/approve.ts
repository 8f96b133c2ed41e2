import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeDecide } from "./decide";

/** Approves the plan that was read. Four eyes: never the asker, never somebody who took part in the plan. */
export function makeApprove(ports: OperationPorts) {
  return makeDecide(ports, "approved");
}
