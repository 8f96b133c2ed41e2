"use client";

import { useQuery } from "@tanstack/react-query";
import { eventsPage } from "@/components/queries/events";
import { keptLogsPage } from "@/components/queries/kept-logs";
import { Loaded } from "@/components/queries/loaded";
import { podUsageQuery } from "@/components/queries/metrics";
import { podQuery } from "@/components/queries/pod";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { KeyValue } from "@/components/ui/key-value";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { PodSeen } from "@/contracts/pod";
import type { PodDetail } from "@/contracts/pod-detail";
import { ContainerFacts } from "./container-facts";
import { EndPod, RemovalNote } from "./end-pod";
import { LastRun } from "./last-run";
import { PodEvents } from "./pod-events";
import { PodManifest } from "./pod-manifest";
import { podSuffix, podView } from "./pod-view";
import { cpuWords, memoryWords } from "./usage-words";

export interface PodDrawerProps {
  service: string;
  environment: string;
  /** The pod's name. */
  name: string;
  /** The pod as the list has it, also the last that was seen of one that is gone. */
  seen: PodSeen | undefined;
  isGone: boolean;
  onClose: () => void;
  onLogs: (pod: string, previous: boolean) => void;
}

/** What it uses now, of what it may have; nothing while nobody says. */
function useUsage({ service, environment }: Pick<PodDrawerProps, "service" | "environment">, pod: PodSeen) {
  const { data } = useQuery(podUsageQuery(service, environment));
  const figures = data?.pods.find((each) => each.pod === pod.name);
  const [cpu, memory] = [cpuWords(figures), memoryWords(figures, pod)];
  return [cpu === null ? null : `${cpu} cores`, memory].filter((words) => words !== null).join(", ");
}

function PodFacts({
  pod,
  detail,
  ...place
}: Pick<PodDrawerProps, "service" | "environment"> & { pod: PodSeen; detail: PodDetail }) {
  const usage = useUsage(place, pod);
  return (
    <KeyValue
      facts={[
        { term: "Status", value: `${podView(pod).words} (${pod.phase})` },
        ...(pod.unschedulable ? [{ term: "No node", value: pod.unschedulable }] : []),
        { term: "Color", value: pod.color ?? "none" },
        { term: "Version", value: <span className="mono">{pod.version ?? "unknown"}</span> },
        { term: "Node", value: `${pod.node ?? "none"}${pod.pool ? `, pool ${pod.pool}` : ""}` },
        { term: "Address", value: <span className="mono">{pod.podIp ?? "none"}</span> },
        { term: "Place", value: `${detail.namespace} on ${detail.cluster}` },
        ...(usage === "" ? [] : [{ term: "Uses", value: usage }]),
        { term: "Age", value: <Ago at={pod.createdAt} /> },
      ]}
    />
  );
}

function LogButtons({
  pod,
  detail,
  onLogs,
}: Pick<PodDrawerProps, "onLogs"> & { pod: PodSeen | null; detail: PodDetail }) {
  const refusal = detail.logs.allowed ? undefined : detail.logs.reason;
  const hasPrevious = pod?.containers.some(({ restarts }) => restarts > 0) === true;
  return (
    <>
      <Button look="solid" disabledReason={refusal} onClick={() => onLogs(detail.name, false)}>
        Open log
      </Button>
      {hasPrevious ? (
        <Button disabledReason={refusal} onClick={() => onLogs(detail.name, true)}>
          Log before the last restart
        </Button>
      ) : null}
    </>
  );
}

function Body({ detail, ...props }: PodDrawerProps & { detail: PodDetail }) {
  const { service, environment, isGone, onLogs } = props;
  const pod = props.seen ?? detail.pod;
  return (
    <div className="stack pod-sheet">
      {isGone ? (
        <Notice>
          This pod is gone. What was seen of it stays here,{" "}
          <Link href={keptLogsPage(service, environment, detail.name)}>its last lines</Link> too.
        </Notice>
      ) : null}
      <RemovalNote removal={detail.removal} />
      {isGone ? null : (
        <div className="row">
          <LogButtons pod={pod} detail={detail} onLogs={onLogs} />
          {pod ? <EndPod place={{ service, environment }} pod={pod} detail={detail} /> : null}
        </div>
      )}
      {pod ? <PodFacts {...{ service, environment, pod, detail }} /> : null}
      {pod && !isGone ? (
        <LastRun pod={pod} detail={detail} service={service} environment={environment} />
      ) : null}
      {pod ? <ContainerFacts pod={pod} events={detail.events} /> : null}
      <PodEvents events={detail.events} all={eventsPage(service, environment, detail.name)} />
      {isGone ? null : <PodManifest {...{ service, environment }} pod={detail.name} eligible={detail.logs} />}
    </div>
  );
}

/** One pod beside the list: containers, probes, resources, how it ended last with its last lines, events. */
export function PodDrawer(props: PodDrawerProps) {
  const query = useQuery(podQuery(props, props.name));
  return (
    <Drawer
      open
      side
      title={`Pod ${podSuffix(props.name)}`}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <p className="mono xs dim break">{props.name}</p>
      <Loaded query={query} label="Loading the pod" rows={6}>
        {(detail) => <Body {...props} detail={detail} />}
      </Loaded>
    </Drawer>
  );
}
