import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeDecide } from "./decide";

/** Rejects the plan that was read, with a comment; nothing is applied. */
export function makeReject(ports: OperationPorts) {
  return makeDecide(ports, "rejected");
}
