import { metricsQuerySchema, metricsViewSchema } from "@/contracts/metrics";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /metrics/{name}/{env}: figures over a range, markers from the record, and the queries to paste elsewhere. */
export const getMetrics = defineRoute({
  method: "get",
  path: "/metrics/{name}/{env}",
  operationId: "getMetrics",
  summary: "Requests, errors, p95, pods, CPU and memory of a service over a range, and what was done in it",
  tag: "Metrics",
  rate: "read",
  params: placeParams,
  query: metricsQuerySchema,
  answer: metricsViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, query }) =>
    operations.metrics.get(actor, { service: params.name, environment: params.env, ...query }),
});
