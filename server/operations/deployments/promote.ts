import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeAskVerb } from "./ask-verb";

/** Lets the candidate take the traffic: capacity is matched, then the active Service is switched. */
export function makePromote(ports: OperationPorts) {
  return makeAskVerb(ports, {
    verb: "promote",
    ask: "promote",
    action: "deployment.promote",
    did: "promoted",
  });
}
