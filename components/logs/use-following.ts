import { type RefObject, type UIEvent, useLayoutEffect, useRef, useState } from "react";

const nearPx = 24;

const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight < nearPx;

/** Follows the end until somebody scrolls up to read, or a line is held; then counts what comes meanwhile. */
export function useFollowing(box: RefObject<HTMLElement | null>, newest: number, height: number) {
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const top = useRef(0);
  /** A line was brought into view: its place near the end is no wish to follow. */
  const isHeld = useRef(false);
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
    if (isHeld.current) return;
    if (isNearEnd(pane)) setLeftAt(null);
    else if (isUp && isPinned) setLeftAt(newest);
  };
  const release = () => {
    isHeld.current = false;
  };
  const hold = () => {
    isHeld.current = true;
    setLeftAt((known) => known ?? newest);
  };
  const follow = () => {
    release();
    top.current = 0;
    setLeftAt(null);
  };
  return {
    /** For the pane: whoever scrolls by hand decides again whether it follows. */
    handlers: {
      onScroll,
      onWheel: release,
      onPointerDown: release,
      onTouchMove: release,
      onKeyDown: release,
    },
    isPinned,
    unread: isPinned ? 0 : newest - leftAt,
    follow,
    hold,
  };
}
