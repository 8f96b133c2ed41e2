"use client";

import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import type { PodSeen } from "@/contracts/pod";
import { PodMenu } from "./pod-menu";
import { podGlyph, podSuffix, podView, sortPods, toneClass } from "./pod-view";
import "./pods.css";

/** One line a pod: color and state, what is wrong, age, node. `onLogs` opens its log below. */
export function PodList({
  pods,
  onLogs,
  empty = "No pods.",
}: {
  pods: readonly PodSeen[];
  /** What is said when there are none. */
  empty?: string | undefined;
  onLogs: (pod: PodSeen, previous: boolean) => void;
}) {
  if (pods.length === 0) return <p className="panel-body dim">{empty}</p>;
  return (
    <ul className="pods">
      {sortPods(pods).map((pod) => {
        const view = podView(pod);
        return (
          <li key={pod.uid} data-pod={pod.name}>
            <Glyph name={podGlyph(pod)} label={`${pod.color ?? "pod"}, ${view.words}`} />
            <span className="mono cut" title={pod.name}>
              {pod.color ? `${pod.color}-…-` : ""}
              {podSuffix(pod.name)}
            </span>
            <span className={`cut ${toneClass[view.tone]}`}>{view.words}</span>
            <Ago at={pod.createdAt} className="num dim xs" />
            <span className="mono faint node cut">{pod.node ?? "no node"}</span>
            <PodMenu pod={pod} onLogs={(_name, previous) => onLogs(pod, previous)} />
          </li>
        );
      })}
    </ul>
  );
}
