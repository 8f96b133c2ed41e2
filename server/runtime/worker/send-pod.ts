import { stringify } from "yaml";
import { maskedPod } from "@/server/domain/pods/masked-pod";
import { type PodAnswer, refuse, targetOf } from "./send-log";

const limitMs = 10_000;

/** Answers with a pod as YAML. What looks like a secret does not leave the worker. */
export async function sendPod({ gateway, request, response }: PodAnswer): Promise<void> {
  try {
    const pod = await gateway.pod(targetOf(request), request.log.pod, AbortSignal.timeout(limitMs));
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    response.end(stringify(maskedPod(pod), { aliasDuplicateObjects: false, lineWidth: 0 }));
  } catch (error) {
    refuse(response, error);
  }
}
