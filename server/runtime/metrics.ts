import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Metrics of the web program. */
export interface WebMetrics {
  registry: Registry;
  request(request: { route: string; status: number; seconds: number }): void;
}

/** A registry of this process's own; `streams` is read when somebody asks. */
export function makeMetrics(streams: () => number): WebMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "switchyard_http_request_seconds",
    help: "API requests by operation and status",
    labelNames: ["route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "switchyard_live_streams",
    help: "Open live streams",
    registers: [registry],
    collect() {
      this.set(streams());
    },
  });
  return {
    registry,
    request: ({ route, status, seconds }) => requests.observe({ route, status: String(status) }, seconds),
  };
}
