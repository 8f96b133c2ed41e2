import { instantOf, localAt } from "./zoned-time";

/** Zones that people here plan in; their own comes first where it is another. */
const known = [
  "Asia/Taipei",
  "Asia/Tokyo",
  "Asia/Bangkok",
  "UTC",
  "Europe/Berlin",
  "America/New_York",
] as const;

/** "Asia/Taipei" is Taipei for people, "America/New_York" New York. */
export const placeOfZone = (zone: string): string =>
  zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");

/** The zones of a choice: the known ones, and those that the page already speaks of. */
export function zoneChoices(...more: readonly string[]): readonly { value: string; label: string }[] {
  return [...new Set([...more, ...known])].map((value) => ({ value, label: placeOfZone(value) }));
}

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });

/** What other clocks show at a moment: "20:00 Tokyo", with the weekday where it is another day. */
function shownIn(zone: string, at: number, date: string): string {
  const local = localAt(at, zone);
  const day = local.slice(0, 10);
  const time = local.slice(11);
  return `${day === date ? "" : `${weekday.format(new Date(day))} `}${time} ${placeOfZone(zone)}`;
}

/** "19:00 Taipei is 20:00 Tokyo, 18:00 Bangkok, 11:00 UTC"; empty for what is no time. */
export function elsewhereInWords(local: string, zone: string): string {
  const moment = instantOf(local, zone);
  if (moment === null) return "";
  const here = localAt(moment.at, zone);
  const others = ["Asia/Taipei", "Asia/Tokyo", "Asia/Bangkok", "UTC"].filter((each) => each !== zone);
  const shown = others.map((each) => shownIn(each, moment.at, here.slice(0, 10)));
  return `${here.slice(11)} ${placeOfZone(zone)} is ${shown.join(", ")}`;
}

/** What a person has to know of a start on a day on which the clocks change; empty on every other. */
export function startNote(local: string, zone: string): string {
  const moment = instantOf(local, zone);
  if (moment === null || moment.kind === "plain") return "";
  const time = local.slice(11);
  const place = placeOfZone(zone);
  return moment.kind === "skipped"
    ? `${time} does not exist in ${place} on this day, its clocks skip it: it starts at ${localAt(moment.at, zone).slice(11)}.`
    : `${time} comes twice in ${place} on this day: it starts at the first one.`;
}
