import type { ControlRoute } from "@/sandbox/http/sandbox-routes";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { LoadModel } from "./load-model";

const TRAFFIC = "/sandbox/v1/traffic";
const LONGEST_SECONDS = 86_400;

interface TrafficBody {
  service?: unknown;
  factor?: unknown;
  /** How long the whole factor holds. */
  seconds?: unknown;
  rampSeconds?: unknown;
  decaySeconds?: unknown;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}

/** What is wrong with a wish for traffic; nothing when it can be granted. */
function refusal({ service, factor, seconds, rampSeconds, decaySeconds }: TrafficBody): string | undefined {
  if (typeof service !== "string" || service === "") return "service must be the name of a service";
  if (!isWithin(factor, 0, 1000)) return "factor must be a number from 0 to 1000";
  if (!isWithin(seconds, 1, LONGEST_SECONDS)) return `seconds must be a number from 1 to ${LONGEST_SECONDS}`;
  for (const [name, value] of Object.entries({ rampSeconds, decaySeconds }))
    if (value !== undefined && !isWithin(value, 0, LONGEST_SECONDS))
      return `${name} must be a number from 0 to ${LONGEST_SECONDS}`;
  return undefined;
}

/**
 * The control routes of the simulation: `GET /sandbox/v1/clock` tells the time, `PUT /sandbox/v1/traffic` with
 * `{service, factor, seconds}` and, if wished, `{rampSeconds, decaySeconds}` multiplies the traffic of a service for a while,
 * `GET` of it lists what runs.
 */
export function createLoadControl(load: LoadModel, clock: SandboxClock): ControlRoute {
  return async ({ method, path, body }) => {
    if (path === "/sandbox/v1/clock" && method === "GET")
      return { code: 200, body: { now: timestamp(clock.now()) } };
    if (path !== TRAFFIC) return undefined;
    if (method === "GET") return { code: 200, body: { bursts: load.bursts() } };
    if (method !== "PUT" && method !== "POST")
      return { code: 405, body: { message: "traffic knows GET and PUT" } };
    return setTraffic(load, (body ?? {}) as TrafficBody);
  };
}

function setTraffic(load: LoadModel, wish: TrafficBody): { code: number; body: object } {
  const why = refusal(wish);
  if (why !== undefined) return { code: 400, body: { message: why } };
  const service = String(wish.service);
  if (!load.knows(service))
    return { code: 404, body: { message: `this cluster has no traffic for a service ${service}` } };
  load.burst(service, {
    factor: Number(wish.factor),
    holdMs: Number(wish.seconds) * 1000,
    rampMs: Number(wish.rampSeconds ?? 0) * 1000,
    decayMs: Number(wish.decaySeconds ?? 0) * 1000,
  });
  return { code: 200, body: { bursts: load.bursts() } };
}
