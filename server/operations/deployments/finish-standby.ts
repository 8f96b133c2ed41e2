import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeAskVerb } from "./ask-verb";

/** Ends the warm standby now, or a held deployment as failed. */
export function makeFinishStandby(ports: OperationPorts) {
  return makeAskVerb(ports, { verb: "finish", ask: "finish", action: "deployment.finish", did: "ended" });
}
