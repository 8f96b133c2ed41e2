"use client";

import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { addMonths, monthInWords, monthMonday, weekInWords } from "./calendar-steps";
import type { Calendar } from "./use-calendar";
import { mondayOf } from "./week-layout";
import { addDays } from "./zoned-time";
import { zoneChoices } from "./zones";

/** Steps by week, or by month in the list. */
function Steps({ calendar }: { calendar: Calendar }) {
  const { view, chosen, today, setDate } = calendar;
  const date = chosen ?? today;
  const inWeek = view === "week";
  const step = (by: number) => (inWeek ? addDays(mondayOf(date), by * 7) : addMonths(date, by));
  const unit = inWeek ? "week" : "month";
  return (
    <>
      <IconButton small glyph="left" label={`Previous ${unit}`} onClick={() => setDate(step(-1))} />
      <Button small onClick={() => setDate(null)}>
        {inWeek ? "This week" : "All"}
      </Button>
      <IconButton small glyph="right" label={`Next ${unit}`} onClick={() => setDate(step(1))} />
    </>
  );
}

/** The month that is shown, with the months before and after it. */
function Month({ calendar }: { calendar: Calendar }) {
  const { view, chosen, today, setDate } = calendar;
  if (view === "list")
    return <h2 className="strong">{chosen ? monthInWords(chosen) : "Now, next and over"}</h2>;
  const monday = mondayOf(chosen ?? today);
  return (
    <>
      <h2 className="strong">{weekInWords(monday)}</h2>
      <Button small look="bare" onClick={() => setDate(monthMonday(addDays(monday, 6), -1))}>
        Month before
      </Button>
      <Button small look="bare" onClick={() => setDate(monthMonday(addDays(monday, 6), 1))}>
        Month after
      </Button>
    </>
  );
}

/** Where the calendar stands in time, and whose clocks it follows. */
export function CalendarBar({ calendar }: { calendar: Calendar }) {
  return (
    <div className="bar">
      <Steps calendar={calendar} />
      <Month calendar={calendar} />
      <Select
        className="push"
        aria-label="Time zone of the calendar"
        options={zoneChoices(calendar.ownZone, calendar.zone)}
        value={calendar.zone}
        onChange={(event) => calendar.setZone(event.target.value)}
      />
    </div>
  );
}
