import type { Color } from "@/contracts/color";

/** "Green", or "The new pods" where there are no colors. */
export function titled(color: Color | null): string {
  if (color === null) return "The new pods";
  return color === "blue" ? "Blue" : "Green";
}

/** "3 min", "2 h 5 min", "41 s". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}

/** "3:40". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** ISO text of a time, or null. */
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
