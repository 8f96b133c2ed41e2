"use client";

import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, type UIEvent, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { continues, type LogEntry } from "./log-entry";
import type { LogFilter } from "./log-filter";
import { LogRow } from "./log-row";

const lineHeight = 18;
const nearPx = 24;

const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight < nearPx;

/** Follows the end until somebody scrolls up to read; then counts what comes meanwhile. */
function useFollowing(box: RefObject<HTMLElement | null>, newest: number, height: number) {
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const top = useRef(0);
  const isPinned = leftAt === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when a line arrives
  useLayoutEffect(() => {
    const pane = box.current;
    if (!isPinned || pane === null) return;
    // Somebody scrolled up in this very frame, before the browser told of it: a new line must not take it back.
    if (pane.scrollTop < top.current && !isNearEnd(pane)) return setLeftAt(newest);
    pane.scrollTop = pane.scrollHeight;
    top.current = pane.scrollTop;
  }, [newest, height, isPinned]);
  const onScroll = ({ currentTarget: pane }: UIEvent<HTMLElement>) => {
    const isUp = pane.scrollTop < top.current;
    top.current = pane.scrollTop;
    if (isNearEnd(pane)) setLeftAt(null);
    else if (isUp && isPinned) setLeftAt(newest);
  };
  const follow = () => {
    top.current = 0;
    setLeftAt(null);
  };
  return { onScroll, isPinned, unread: isPinned ? 0 : newest - leftAt, follow };
}

interface Shown {
  entries: readonly LogEntry[];
  wrap: boolean;
  /** JSON lines as they were written. */
  raw: boolean;
  /** What is searched for is marked in the lines. */
  filter: LogFilter;
}

function LinesInView({
  rows,
  entries,
  wrap,
  raw,
  filter,
}: Shown & { rows: Virtualizer<HTMLDivElement, Element> }) {
  const hitsIn = filter && "hitsIn" in filter ? filter.hitsIn : undefined;
  return (
    <div className="log-sheet" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => {
        const entry = entries[index];
        return entry ? (
          <div
            key={key}
            data-index={index}
            ref={wrap ? rows.measureElement : undefined}
            className="log-place"
            style={{ transform: `translateY(${start}px)` }}
          >
            <LogRow entry={entry} raw={raw} isMore={continues(entry, entries[index - 1])} hitsIn={hitsIn} />
          </div>
        ) : null;
      })}
    </div>
  );
}

/** The lines, of which only those in view are in the document. */
export function LogList({ label, ...shown }: Shown & { label: string }) {
  const { entries, wrap } = shown;
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => entries[index]?.number ?? index,
    overscan: 24,
  });
  const { onScroll, isPinned, unread, follow } = useFollowing(
    box,
    entries.at(-1)?.number ?? 0,
    rows.getTotalSize(),
  );
  return (
    <div className="log-box">
      <div
        ref={box}
        className={wrap ? "logs log-lines wrap on-sunk" : "logs log-lines on-sunk"}
        role="log"
        aria-label={label}
        // A pane that moves many times a second is not read out; it is read by moving through it.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <LinesInView rows={rows} {...shown} />
      </div>
      {isPinned ? null : (
        <Button small className="log-end" onClick={follow}>
          {unread === 0 ? "Follow again" : `${unread} new ${unread === 1 ? "line" : "lines"}`}
        </Button>
      )}
    </div>
  );
}
