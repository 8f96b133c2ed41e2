import { metricsNowSchema } from "@/contracts/metrics";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /metrics/{name}/{env}/now: requests, errors and p95 of this moment by color. */
export const getMetricsNow = defineRoute({
  method: "get",
  path: "/metrics/{name}/{env}/now",
  operationId: "getMetricsNow",
  summary: "Requests per second, share of errors and p95 of a service at this moment, by color",
  tag: "Metrics",
  rate: "read",
  params: placeParams,
  answer: metricsNowSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.metrics.now(actor, { service: params.name, environment: params.env }),
});
