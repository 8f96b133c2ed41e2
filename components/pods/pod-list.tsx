"use client";

import { Ago } from "@/components/ui/age";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { MenuButton } from "@/components/ui/menu-button";
import type { PodSeen } from "@/contracts/pod";
import { podSuffix, podView, sortPods } from "./pod-view";
import "./pods.css";

const toneClass = { quiet: "dim", look: "amber", failing: "red" } as const;

function glyphOf(pod: PodSeen): GlyphName {
  const mark = podView(pod).mark;
  return pod.color ? `${pod.color}-${mark}` : "pod-run";
}

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
            <Glyph name={glyphOf(pod)} label={`${pod.color ?? "pod"}, ${view.words}`} />
            <span className="mono cut" title={pod.name}>
              {pod.color ? `${pod.color}-…-` : ""}
              {podSuffix(pod.name)}
            </span>
            <span className={`cut ${toneClass[view.tone]}`}>{view.words}</span>
            <Ago at={pod.createdAt} className="num dim xs" />
            <span className="mono faint node cut">{pod.node ?? "no node"}</span>
            <MenuButton
              label={`Menu of pod ${podSuffix(pod.name)}`}
              className="more"
              align="end"
              entries={() => [
                { label: "Read its log", onSelect: () => onLogs(pod, false) },
                { label: "Read the log before the last restart", onSelect: () => onLogs(pod, true) },
                { kind: "rule" },
                { label: "Copy the name", onSelect: () => void navigator.clipboard.writeText(pod.name) },
              ]}
            >
              <Glyph name="dots" />
            </MenuButton>
          </li>
        );
      })}
    </ul>
  );
}
