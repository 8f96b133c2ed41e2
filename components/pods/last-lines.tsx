"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/queries/loaded";
import { followPodLogs } from "@/components/queries/pod-logs";
import type { LastExit } from "./last-exit";
import { LogLine } from "./log-line";

const shownLines = 20;

export interface LastLinesProps {
  service: string;
  environment: string;
  pod: string;
  exit: LastExit;
}

/** The last lines that a container wrote before it ended, read once when they are shown. */
export function LastLines({ service, environment, pod, exit }: LastLinesProps) {
  const { container, previous, at } = exit;
  const query = useQuery({
    queryKey: ["last-lines", service, environment, pod, container, at ?? ""],
    queryFn: async ({ signal }) => {
      const lines: string[] = [];
      const input = { service, environment, pod, container, previous, tailLines: shownLines };
      for await (const line of followPodLogs(input, signal)) lines.push(line);
      return lines;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <Loaded query={query} label={`Loading the last lines of ${container}`} rows={3}>
      {(lines) =>
        lines.length === 0 ? (
          <p className="dim">It wrote nothing.</p>
        ) : (
          <div
            className="logs on-sunk"
            role="log"
            aria-label={`Last lines of ${container}`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
            tabIndex={0}
          >
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines that were read once do not move
              <LogLine key={index} line={line} />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
