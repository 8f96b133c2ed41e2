import type { LogLine, PodLogs } from "@/sandbox/http/pod-logs";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Container, Pod } from "@/sandbox/kernel/pod-kind";
import { parseImage } from "@/sandbox/registry/image-reference";
import type { Organization } from "@/sandbox/sim/organization";
import type { PodFault } from "@/sandbox/sim/pod-fault";
import { instanceOf } from "./container-instance";
import { formatLine, type Speaker } from "./line-formats";
import { type LogScript, sayings } from "./log-script";

const LONGEST = 2000;
const FOLLOW_MS = 500;

interface LogContext {
  client: ClusterClient;
  clock: SandboxClock;
  organization: Organization;
  faultOf(pod: Pod): PodFault | undefined;
}

const STRANGER = { domain: "app", stack: "backend-node", port: 8080 };

function versionOf(container: Container | undefined): string {
  return (container && parseImage(container.image).tag) ?? "latest";
}

function speakerOf(context: LogContext, pod: Pod, container: string): Speaker {
  const { labelPrefix, services } = context.organization;
  const service = pod.metadata.labels?.[`${labelPrefix}/service`] ?? container;
  const { domain, stack, port } = services.get(service) ?? STRANGER;
  const found = pod.spec.containers.find((entry) => entry.name === container);
  const version = versionOf(found);
  return { service, domain, stack, port: found?.ports?.[0]?.containerPort ?? port, version };
}

function scriptOf(
  context: LogContext,
  pod: Pod,
  wanted: { container: string; previous: boolean },
): LogScript | undefined {
  const instance = instanceOf(pod, wanted.container, wanted.previous);
  if (instance === undefined) return undefined;
  const seed = `${pod.metadata.uid}/${instance.run}`;
  return { speaker: speakerOf(context, pod, wanted.container), instance, fault: context.faultOf(pod), seed };
}

function linesOf(script: LogScript, span: { from: number; to: number; most: number }): LogLine[] {
  return sayings(script, span).map((saying) => ({ at: saying.at, text: formatLine(script.speaker, saying) }));
}

/** Logs that are computed when somebody reads them: the same question gives the same lines, and idle pods cost nothing. At most 2,000 lines per run. */
export function createSimulatedLogs(context: LogContext): PodLogs {
  const { clock, client } = context;
  return {
    read(object: KubeObject, query) {
      const script = scriptOf(context, object as Pod, query);
      if (script === undefined) return [];
      const most = Math.min(query.tailLines ?? LONGEST, LONGEST);
      return linesOf(script, { from: query.sinceTime ?? 0, to: clock.now(), most });
    },
    follow(object, container, onLine) {
      const { namespace, name, uid } = object.metadata;
      let told = clock.now();
      return clock.every(FOLLOW_MS, () => {
        const pod = client.get("pods", namespace, name) as Pod | undefined;
        if (pod?.metadata.uid !== uid) return;
        const script = scriptOf(context, pod, { container, previous: false });
        const now = clock.now();
        const lines = script === undefined ? [] : linesOf(script, { from: told + 1, to: now, most: LONGEST });
        told = now;
        for (const line of lines) onLine(line);
      });
    },
  };
}
