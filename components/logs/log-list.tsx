"use client";

import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { HitMap } from "./hit-map";
import { indexFrom } from "./hit-walk";
import { continues, type LogEntry } from "./log-entry";
import type { LogMarks } from "./log-filter";
import { LogRow } from "./log-row";
import { useFollowing } from "./use-following";
import type { CurrentHit } from "./use-hit-walk";

const lineHeight = 18;
interface Shown {
  entries: readonly LogEntry[];
  wrap: boolean;
  /** JSON lines as they were written. */
  raw: boolean;
  /** What is searched for is marked in the lines. */
  filter: LogMarks;
  /** Lines that are no hit are shown too. */
  showsAll: boolean;
  /** The lines that a search found; their places are drawn where other lines are shown too. */
  hits: readonly LogEntry[];
  /** The hit on which the reader stands: it is brought into view. */
  current: CurrentHit | null;
}

function LinesInView({
  rows,
  entries,
  wrap,
  raw,
  filter,
  current,
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
            <LogRow
              entry={entry}
              raw={raw}
              isMore={continues(entry, entries[index - 1])}
              isCurrent={entry.number === current?.number}
              hitsIn={hitsIn}
            />
          </div>
        ) : null;
      })}
    </div>
  );
}

/** Brings the hit to the middle of the pane, once for each step and when other lines come in between. */
function useCurrentInView(
  rows: Virtualizer<HTMLDivElement, Element>,
  { entries, current, showsAll }: Pick<Shown, "entries" | "current" | "showsAll">,
  hold: () => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a step scrolls, a new line does not
  useLayoutEffect(() => {
    if (!current) return;
    hold();
    rows.scrollToIndex(indexFrom(entries, current.number), { align: "center" });
  }, [current, showsAll]);
}

/** `f` goes back to the end and follows, `w` wraps long lines or lets them run. */
function useReadingKeys(run: { follow: () => void; wrap: () => void }): void {
  const newest = useRef(run);
  newest.current = run;
  const group = useMemo(
    () => ({
      label: "Lines",
      shortcuts: [
        { keys: "f", words: "Follow the end", run: () => newest.current.follow() },
        { keys: "w", words: "Wrap long lines, or not", run: () => newest.current.wrap() },
      ],
    }),
    [],
  );
  useShortcuts(group);
}

/** The lines, of which only those in view are in the document; `empty` stands where there are none. */
export function LogList({
  label,
  empty,
  onWrap,
  ...shown
}: Shown & { label: string; empty: string | null; onWrap: () => void }) {
  const { entries, wrap } = shown;
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => entries[index]?.number ?? index,
    overscan: 24,
  });
  const { handlers, isPinned, unread, follow, hold } = useFollowing(
    box,
    entries.at(-1)?.number ?? 0,
    rows.getTotalSize(),
  );
  useCurrentInView(rows, shown, hold);
  useReadingKeys({ follow, wrap: onWrap });
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
        {...handlers}
      >
        {empty === null ? null : <p className="log-empty">{empty}</p>}
        <LinesInView rows={rows} {...shown} />
      </div>
      {shown.showsAll ? <HitMap entries={entries} hits={shown.hits} box={box} /> : null}
      {isPinned ? null : (
        <Button small className="log-end" onClick={follow}>
          {unread === 0 ? "Follow again" : `${unread} new ${unread === 1 ? "line" : "lines"}`}
        </Button>
      )}
    </div>
  );
}
