import type { OperationPorts } from "@/server/operations/operation-ports";
import { makeAskVerb } from "./ask-verb";

/** Ends a deployment before its switch: the candidate goes to 0, the serving color is not touched. */
export function makeAbort(ports: OperationPorts) {
  return makeAskVerb(ports, { verb: "abort", ask: "cancel", action: "deployment.abort", did: "aborted" });
}
