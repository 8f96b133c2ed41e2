"use client";

import { memo } from "react";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import type { PodSeen } from "@/contracts/pod";
import { PodMenu } from "./pod-menu";
import { podGlyph, podSuffix, podView, sortPods, toneClass } from "./pod-view";
import "./pods.css";

/** Its log is opened by the name of the pod. */
type OpenLog = (pod: string, previous: boolean) => void;

const PodLine = memo(function PodLine({ pod, onLogs }: { pod: PodSeen; onLogs: OpenLog }) {
  const view = podView(pod);
  return (
    <li data-pod={pod.name}>
      <Glyph name={podGlyph(pod)} label={`${pod.color ?? "pod"}, ${view.words}`} />
      <span className="mono cut" title={pod.name}>
        {pod.color ? `${pod.color}-…-` : ""}
        {podSuffix(pod.name)}
      </span>
      <span className={`cut ${toneClass[view.tone]}`}>{view.words}</span>
      <Ago at={pod.createdAt} className="num dim xs" />
      <span className="mono faint node cut">{pod.node ?? "no node"}</span>
      <PodMenu pod={pod} onLogs={onLogs} />
    </li>
  );
});

/** One line a pod: color and state, what is wrong, age, node. `onLogs` opens its log below. */
export function PodList({
  pods,
  onLogs,
  empty = "No pods.",
}: {
  pods: readonly PodSeen[];
  /** What is said when there are none. */
  empty?: string | undefined;
  onLogs: OpenLog;
}) {
  if (pods.length === 0) return <p className="panel-body dim">{empty}</p>;
  return (
    <ul className="pods">
      {sortPods(pods).map((pod) => (
        <PodLine key={pod.uid} pod={pod} onLogs={onLogs} />
      ))}
    </ul>
  );
}
