import { mondayOf } from "./week-layout";
import { addDays } from "./zoned-time";

const words = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const monthWords = words({ month: "short", year: "numeric" });
const dayWords = words({ weekday: "short", day: "numeric" });

/** "Nov 2026". */
export const monthInWords = (date: string): string => monthWords.format(new Date(date));

/** "Mon 23". */
export const dayInWords = (date: string): string => {
  const parts = dayWords.formatToParts(new Date(date));
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? "";
  return `${part("weekday")} ${part("day")}`;
};

/** "Nov 2026" of a week; "Nov and Dec 2026", "Dec 2026 and Jan 2027" of one with two months. */
export function weekInWords(monday: string): string {
  const [first, last] = [monthInWords(monday), monthInWords(addDays(monday, 6))];
  if (first === last) return first;
  const sameYear = first.slice(-4) === last.slice(-4);
  return `${sameYear ? first.slice(0, -5) : first} and ${last}`;
}

/** The first day of a month some months later or earlier. */
export function addMonths(date: string, months: number): string {
  const first = new Date(`${date.slice(0, 7)}-01`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}

/** The Monday on which a month's own weeks begin: that of its first day. */
export const monthMonday = (date: string, months: number): string => mondayOf(addMonths(date, months));
