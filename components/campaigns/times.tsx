"use client";

import { clock, exact } from "@/components/ui/time-words";
import { useServerTime } from "./server-clock";
import { distanceInWords, launchClock } from "./time-lengths";
import { placeOfZone } from "./zones";

/** The clock of a launch, by the server's time: "T−1:12:04". */
export function LaunchClock({ start, className }: { start: string; className?: string }) {
  const words = useServerTime((now) => launchClock(Date.parse(start), now));
  return (
    <span className={className} role="timer" aria-label="Time to the start">
      {words}
    </span>
  );
}

/** "in 3 h 20 min" or "20 min ago", by the server's time. */
export function Distance({ at }: { at: string }) {
  const words = useServerTime((now) => distanceInWords(Date.parse(at), now));
  return <span className="nowrap">{words}</span>;
}

/** A moment as the campaign's own place says it, in UTC, and how far it is: "Fri 18:30 Taipei, 10:30 UTC, in 3 h 20 min". */
export function Moment({ at, zone }: { at: string; zone: string }) {
  const local = useServerTime((now) => clock(at, { zone, now }));
  return (
    <span className="campaign-moment">
      <time dateTime={at} title={exact(at)} className="strong nowrap">
        {local} {placeOfZone(zone)}
      </time>
      {zone === "UTC" ? null : <span className="dim nowrap">{clock(at, { zone: "UTC" })} UTC</span>}
      <span className="dim">
        <Distance at={at} />
      </span>
    </span>
  );
}
