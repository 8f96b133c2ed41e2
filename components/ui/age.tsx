"use client";

import { useTimed } from "./now";
import { ago, clock, exact, stopwatch } from "./time-words";

type TimeProps = { at: string; className?: string | undefined };

/** How old something is: "27 min". Runs by itself; the exact UTC time is its title. `suffix` is added: "27 min ago". */
export function Ago({ at, suffix = "", className }: TimeProps & { suffix?: string }) {
  const words = useTimed(1000, (now) =>
    now === null ? clock(at, { zone: "UTC" }) : `${ago(at, now)}${suffix}`,
  );
  return (
    <time dateTime={at} title={exact(at)} className={className}>
      {words}
    </time>
  );
}

/** How far ahead something is: "23 h". Zero once it has passed. */
export function Ahead({ at, className }: TimeProps) {
  const words = useTimed(1000, (now) => (now === null ? null : ago(now, new Date(at).getTime())));
  return words === null ? null : (
    <time dateTime={at} title={exact(at)} className={className}>
      {words}
    </time>
  );
}

/** When something was, in the viewer's zone: "14:02", with the day when it was not today. The server writes UTC. */
export function Clock({
  at,
  seconds,
  date,
  zone,
  className,
}: TimeProps & { seconds?: boolean; date?: boolean; zone?: string }) {
  const words = useTimed(60_000, (now, hydrated) =>
    clock(at, { zone: zone ?? (hydrated ? undefined : "UTC"), seconds, date, now: now ?? undefined }),
  );
  return (
    <time dateTime={at} title={exact(at)} className={className}>
      {words}
    </time>
  );
}

/** A clock that runs up from `from` or down to `to`: "3:10". Stands still at zero. */
export function Stopwatch({ from, to, className }: { from?: string; to?: string; className?: string }) {
  const words = useTimed(1000, (now) => {
    if (now === null) return null;
    return stopwatch(to ? new Date(to).getTime() - now : now - new Date(from ?? now).getTime());
  });
  return words === null ? null : <span className={className}>{words}</span>;
}
