import type { PodSeen } from "@/contracts/pod";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import type { WorkerAnswer } from "@/server/ports/pod-logs";

/** Where a pod is looked for. */
export interface PodPlace {
  service: string;
  environment: string;
  pod: string;
}

/** The pod as it was last seen; refuses when the service has no such pod there. */
export function podNow(ports: HttpPorts, { service, environment, pod }: PodPlace): PodSeen {
  const seen = ports.fleet.pods(service, environment).find(({ name }) => name === pod);
  if (seen) return seen;
  throw new HttpProblem({
    code: "not_found",
    reason: `${service} has no pod ${pod} in ${environment} now.`,
  });
}

/** What the worker says of a pod that runs now; its "no" and its silence become problems that say what can be done. */
export async function fromWorker(
  ports: HttpPorts,
  { service, pod }: PodPlace,
  { what, ask }: { what: "log" | "manifest"; ask: () => Promise<WorkerAnswer> },
): Promise<WorkerAnswer["body"]> {
  const answer = await ask().catch((error: unknown) => {
    ports.log.warn({ err: error, service, pod }, `the worker did not answer for a ${what}`);
    throw new HttpProblem(
      { code: "unavailable", reason: "The worker that reads pods does not answer. Try again in a moment." },
      { retryAfter: 2 },
    );
  });
  if (answer.status === 200) return answer.body;
  await answer.body?.cancel();
  const gone = answer.status === 404;
  throw new HttpProblem({
    code: gone ? "not_found" : "unavailable",
    reason: gone
      ? `The cluster has no such ${what} of ${pod}.`
      : `The cluster did not give the ${what} of ${pod}.`,
  });
}
