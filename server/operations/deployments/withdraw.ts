import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeAskVerb } from "./ask-verb";

/** Takes a request back that still waits; nothing of the cluster was touched. */
export function makeWithdraw(ports: OperationPorts) {
  return makeAskVerb(ports, {
    verb: "withdraw",
    ask: "cancel",
    action: "deployment.withdraw",
    did: "withdrew",
  });
}
