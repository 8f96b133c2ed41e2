"use client";

import { useEffect, useRef, useState } from "react";
import { followPodLogs } from "@/components/queries/pod-logs";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { LogLine } from "./log-line";
import { podSuffix } from "./pod-view";
import "./pods.css";

const keptLines = 2000;

/** A line keeps its number while older ones go, so that only new lines are drawn. */
interface NumberedLine {
  number: number;
  text: string;
}

function withLine(kept: readonly NumberedLine[], text: string): readonly NumberedLine[] {
  return [...kept.slice(1 - keptLines), { number: (kept.at(-1)?.number ?? 0) + 1, text }];
}

export interface PodLogProps {
  service: string;
  environment: string;
  pod: string;
  previous: boolean;
  onClose: () => void;
}

const NEAR_PX = 24;

/** Keeps the newest line in view until somebody scrolls up to read; brings the pane into view once for each pod. */
function useFollowing(newest: number, pod: string) {
  const box = useRef<HTMLDivElement>(null);
  const isPinned = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each pod
  useEffect(() => {
    isPinned.current = true;
    // Newer browsers answer with a promise, which an effect may not return.
    void box.current?.scrollIntoView({ block: "nearest" });
  }, [pod]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when a line arrives
  useEffect(() => {
    if (box.current && isPinned.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  const onScroll = () => {
    const pane = box.current;
    if (pane) isPinned.current = pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR_PX;
  };
  return { box, onScroll };
}

/** Follows the log of one pod. A pod that ends leaves its text and says so; at most 2,000 lines are kept. */
export function PodLog({ service, environment, pod, previous, onClose }: PodLogProps) {
  const [lines, setLines] = useState<readonly NumberedLine[]>([]);
  const [ending, setEnding] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setLines([]);
    setEnding(null);
    const follow = async () => {
      const input = { service, environment, pod, previous, tailLines: 200, follow: !previous };
      for await (const line of followPodLogs(input, abort.signal)) setLines((kept) => withLine(kept, line));
      setEnding(
        previous
          ? "End of the log before the last restart."
          : "The log ended: the container stopped or the pod is gone.",
      );
    };
    follow().catch((error: unknown) => {
      if (!abort.signal.aborted) setEnding(problemOf(error).detail);
    });
    return () => abort.abort();
  }, [service, environment, pod, previous]);
  const { box, onScroll } = useFollowing(lines.at(-1)?.number ?? 0, pod);
  return (
    <Panel
      title={`Log of ${podSuffix(pod)}`}
      note={previous ? "before the last restart" : "following"}
      aside={
        <span className="push">
          <Button small look="bare" onClick={onClose}>
            Close
          </Button>
        </span>
      }
    >
      <div
        ref={box}
        className="logs on-sunk"
        role="log"
        aria-label={`Log of ${pod}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.map(({ number, text }) => (
          <LogLine key={number} line={text} />
        ))}
        {ending ? <div className="faint">{ending}</div> : null}
      </div>
    </Panel>
  );
}
