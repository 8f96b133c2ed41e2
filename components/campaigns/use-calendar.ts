"use client";

import { createParser, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useSyncExternalStore } from "react";
import { useOwnZone } from "./own-zone";
import { useServerTime } from "./server-clock";
import { localAt } from "./zoned-time";

const views = ["week", "list"] as const;
export type CalendarView = (typeof views)[number];

const parseAsDate = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: String,
});

function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const parseAsZone = createParser({
  parse: (text) => (isZone(text) ? text : null),
  serialize: String,
});

const narrow = "(max-width: 767px)";

function listenToWidth(listener: () => void): () => void {
  const query = window.matchMedia(narrow);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    listenToWidth,
    () => window.matchMedia(narrow).matches,
    () => false,
  );

/** What the calendar shows; all of it stands in the address. A phone begins with the list. */
export function useCalendar() {
  const [{ view, at, zone }, set] = useQueryStates({
    view: parseAsStringLiteral(views),
    at: parseAsDate,
    zone: parseAsZone,
  });
  const own = useOwnZone();
  const isNarrow = useIsNarrow();
  const shown = zone ?? own;
  const today = useServerTime((now) => localAt(now, shown).slice(0, 10)) ?? "1970-01-01";
  return {
    view: view ?? (isNarrow ? "list" : "week"),
    zone: shown,
    ownZone: own,
    today,
    /** The chosen date; null as long as nobody chose one. */
    chosen: at,
    setView: (next: CalendarView) => void set({ view: next }),
    setDate: (next: string | null) => void set({ at: next }),
    setZone: (next: string) => void set({ zone: next === own ? null : next }),
  };
}

export type Calendar = ReturnType<typeof useCalendar>;
