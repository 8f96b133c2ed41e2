import type { Context } from "hono";
import type { Operations } from "@/server/operations";
import type { Authenticator } from "@/server/ports/authenticator";
import type { FleetView } from "@/server/ports/fleet-view";
import type { LiveStream } from "@/server/ports/live-stream";
import type { PodLogs } from "@/server/ports/pod-logs";
import type { RateLimiter } from "./rate-limit";

/** Where the API writes its log lines. */
export interface HttpLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything that the API stands on. */
export interface HttpPorts {
  operations: Operations;
  fleet: FleetView;
  stream: LiveStream;
  authenticator: Authenticator;
  logs: PodLogs;
  limiter: RateLimiter;
  log: HttpLog;
  /** Configured public origin. */
  origin: string;
  /** Whether Postgres answers and this process is not stopping. */
  ready(): boolean;
  draining(): boolean;
  /** Text of the metrics registry. */
  metrics(): Promise<{ type: string; text: string }>;
  newId(): string;
  ipOf(context: Context): string | null;
  /** Called once per request that ended. */
  observe(request: { route: string; status: number; seconds: number }): void;
  /** Whether answers are checked against their schema (development and tests). */
  checkAnswers: boolean;
}
