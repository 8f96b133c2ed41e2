import { createHash } from "node:crypto";
import type { DemoOrganization } from "./demo-organization";

/** What every part of the seed needs: the data, and one instant that all relative times refer to. */
export interface SeedContext {
  organization: DemoOrganization;
  now: Date;
  /** `test` shortens the clocks of environments so that whole rollouts fit into a test. */
  profile: "demo" | "test";
  /** Id of anything, by a name that is unique in the seed and the moment at which it was made. */
  id(name: string, at: Date): string;
}

/** The moment `minutes` before the seed. */
export function minutesBefore(context: SeedContext, minutes: number): Date {
  return new Date(context.now.getTime() - minutes * 60_000);
}

/** The moment `seconds` after `at`. */
export function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

/** A number in [0, below) that depends on nothing but the name, so that the demo looks the same at every start. */
export function pick(name: string, below: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) % below;
}

/** A version 7 UUID: the moment, then bits of the name's hash. */
function uuidOf(name: string, at: Date): string {
  const hash = createHash("sha256").update(name).digest();
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  hash.copy(bytes, 6, 0, 10);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Fixes the instant of a seed. */
export function seedContext(
  organization: DemoOrganization,
  now: Date,
  profile: SeedContext["profile"],
): SeedContext {
  return { organization, now, profile, id: uuidOf };
}
