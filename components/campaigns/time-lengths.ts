const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length in two units, the smaller one left out when it is nothing. */
function inTwo(length: number, big: readonly [number, string], small: readonly [number, string]): string {
  const rest = Math.floor((length % big[0]) / small[0]);
  return `${Math.floor(length / big[0])} ${big[1]}${rest > 0 ? ` ${rest} ${small[1]}` : ""}`;
}

/** How long something is, two parts at most: "45 s", "20 min", "3 h 20 min", "2 d 4 h". Never negative. */
export function lengthInWords(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < 2 * minute) return `${Math.floor(length / second)} s`;
  if (length < hour) return `${Math.floor(length / minute)} min`;
  return length < 2 * day
    ? inTwo(length, [hour, "h"], [minute, "min"])
    : inTwo(length, [day, "d"], [hour, "h"]);
}

/** Where an instant is from now: "in 3 h 20 min", "20 min ago". */
export function distanceInWords(at: number, now: number): string {
  return at > now ? `in ${lengthInWords(at - now)}` : `${lengthInWords(now - at)} ago`;
}

const two = (value: number) => `${value}`.padStart(2, "0");

/** The clock of a launch: "T−1:12:04" before the start, "T+0:03:10" after it, with days when there are any: "T−3 d 4:00:00". */
export function launchClock(start: number, now: number): string {
  // Counted in whole seconds towards the start, so that the clock turns from minus to plus at T−0:00:00.
  const seconds = Math.ceil((start - now) / second);
  const rest = Math.abs(seconds);
  const days = Math.floor(rest / 86_400);
  const time = `${Math.floor(rest / 3600) % 24}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `T${seconds > 0 ? "−" : "+"}${days > 0 ? `${days} d ` : ""}${time}`;
}
