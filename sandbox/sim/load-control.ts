import type { ControlRoute } from "@/sandbox/http/sandbox-routes";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { LoadModel } from "./load-model";

const TRAFFIC = "/sandbox/v1/traffic";
const LONGEST_SECONDS = 86_400;

interface TrafficBody {
  service?: unknown;
  factor?: unknown;
  seconds?: unknown;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}

/** What is wrong with a wish for traffic; nothing when it can be granted. */
function refusal({ service, factor, seconds }: TrafficBody): string | undefined {
  if (typeof service !== "string" || service === "") return "service must be the name of a service";
  if (!isWithin(factor, 0, 1000)) return "factor must be a number from 0 to 1000";
  return isWithin(seconds, 1, LONGEST_SECONDS)
    ? undefined
    : `seconds must be a number from 1 to ${LONGEST_SECONDS}`;
}

/**
 * The control routes of the simulation: `GET /sandbox/v1/clock` tells the time, `PUT /sandbox/v1/traffic` with
 * `{service, factor, seconds}` multiplies the traffic of a service for a while, `GET` of it lists what runs.
 */
export function createLoadControl(load: LoadModel, clock: SandboxClock): ControlRoute {
  return async ({ method, path, body }) => {
    if (path === "/sandbox/v1/clock" && method === "GET")
      return { code: 200, body: { now: timestamp(clock.now()) } };
    if (path !== TRAFFIC) return undefined;
    if (method === "GET") return { code: 200, body: { bursts: load.bursts() } };
    if (method !== "PUT" && method !== "POST")
      return { code: 405, body: { message: "traffic knows GET and PUT" } };
    const wish = (body ?? {}) as TrafficBody;
    const why = refusal(wish);
    if (why !== undefined) return { code: 400, body: { message: why } };
    load.burst(String(wish.service), Number(wish.factor), Number(wish.seconds) * 1000);
    return { code: 200, body: { bursts: load.bursts() } };
  };
}
