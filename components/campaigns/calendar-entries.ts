import type { CampaignRow } from "@/contracts/campaign";
import { delayInWords, stateInWords } from "./campaign-words";
import type { CalendarEntry } from "./week-calendar";

type Window = CampaignRow["occurrences"][number];

const looks: Readonly<Record<Window["state"], CalendarEntry["look"]>> = {
  draft: "draft",
  scheduled: "plain",
  scaling_up: "live",
  ready: "live",
  live: "live",
  cooling_down: "live",
  done: "over",
  canceled: "canceled",
};

function entryOf(row: CampaignRow, window: Window): CalendarEntry {
  const delay = delayInWords(window);
  return {
    key: `${row.slug} ${window.date}`,
    href: `/campaigns/${row.slug}`,
    title: row.title,
    environment: row.environment,
    state: [stateInWords(window.state), ...(delay ? [delay] : [])].join(", "),
    look: delay ? "late" : looks[window.state],
    leadFrom: Date.parse(window.leadAt),
    start: Date.parse(window.startsAt),
    end: Date.parse(window.endsAt),
    coolUntil: Date.parse(window.coolUntil),
  };
}

/** The windows of campaigns as a calendar draws them. */
export function entriesOf(rows: readonly CampaignRow[]): readonly CalendarEntry[] {
  return rows.flatMap((row) => row.occurrences.map((window) => entryOf(row, window)));
}
