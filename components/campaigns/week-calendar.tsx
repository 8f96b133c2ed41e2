"use client";

import clsx from "clsx";
import { Link } from "@/components/ui/link";
import { clock } from "@/components/ui/time-words";
import { dayInWords } from "./calendar-steps";
import { useServerTime } from "./server-clock";
import { type Block, blocksOf, type Day, placeIn, type Span, weekFrom } from "./week-layout";
import { localAt } from "./zoned-time";

/** One occurrence in the calendar: what it is called, how it stands, and when. */
export interface CalendarEntry extends Span {
  href: string;
  title: string;
  environment: string;
  /** Word of the state, and how loud it is. */
  state: string;
  look: "plain" | "draft" | "live" | "late" | "over" | "canceled";
}

const hours = [0, 3, 6, 9, 12, 15, 18, 21] as const;

/** "Push, production: Fri 18:30 to 20:30, scheduled". */
function nameOf(entry: CalendarEntry, zone: string): string {
  const from = clock(entry.start, { zone, date: true });
  const until = clock(entry.end, { zone, now: entry.start });
  return `${entry.title}, ${entry.environment}: ${from} to ${until}, ${entry.state}`;
}

/** The words stand where the window begins, so that the lead above it stays to be seen. */
const textTop = ({ parts }: Block): number => parts.find(({ part }) => part === "window")?.top ?? 0;

function Band({ block, entry, zone }: { block: Block; entry: CalendarEntry; zone: string }) {
  const width = 100 / block.lanes;
  return (
    <li
      className={clsx("band", `is-${entry.look}`)}
      style={{
        top: `${block.top}%`,
        height: `${block.height}%`,
        left: `${block.lane * width}%`,
        width: `${width}%`,
      }}
    >
      {block.parts.map(({ part, top, height }) => (
        <i key={part} aria-hidden="true" className={part} style={{ top: `${top}%`, height: `${height}%` }} />
      ))}
      <Link plain href={entry.href} aria-label={nameOf(entry, zone)} title={nameOf(entry, zone)}>
        <span className="words" style={{ top: `min(${textTop(block)}%, 100% - 28px)` }}>
          <b>{entry.title}</b>
          <span className="dim">
            {block.begins ? `${clock(entry.start, { zone })} to ${clock(entry.end, { zone })}` : "goes on"}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** A line where the clock stands. */
function NowLine({ day, zone }: { day: Day; zone: string }) {
  const place = useServerTime((now) =>
    now < day.from || now >= day.until ? null : Math.round(placeIn(day, now, zone) * 10) / 10,
  );
  return place === null ? null : <i className="now" aria-hidden="true" style={{ top: `${place}%` }} />;
}

function DayColumn({ day, entries, zone }: { day: Day; entries: readonly CalendarEntry[]; zone: string }) {
  const today = useServerTime((now) => localAt(now, zone).slice(0, 10));
  const blocks = blocksOf(day, entries, zone);
  return (
    <li className="day" aria-current={day.date === today ? "date" : undefined}>
      <h3>{dayInWords(day.date)}</h3>
      <ul>
        {blocks.map((block) => {
          const entry = entries.find(({ key }) => key === block.key);
          return entry ? <Band key={block.key} block={block} entry={entry} zone={zone} /> : null;
        })}
        <NowLine day={day} zone={zone} />
      </ul>
    </li>
  );
}

/** Seven days side by side, hours downwards: lead and cool-down of each window are drawn apart from the window itself. */
export function WeekCalendar({
  monday,
  entries,
  zone,
}: {
  monday: string;
  entries: readonly CalendarEntry[];
  zone: string;
}) {
  const days = weekFrom(monday, zone);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways where there is no room, also by keyboard
    <section className="panel week" aria-label={`Week of ${dayInWords(monday)}`} tabIndex={0}>
      <ol aria-hidden="true" className="hours">
        {hours.map((hour) => (
          <li key={hour}>{`${hour}`.padStart(2, "0")}:00</li>
        ))}
      </ol>
      <ol className="days">
        {days.map((day) => (
          <DayColumn key={day.date} day={day} entries={entries} zone={zone} />
        ))}
      </ol>
    </section>
  );
}
