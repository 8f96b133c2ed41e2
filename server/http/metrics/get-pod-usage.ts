import { podUsageSchema } from "@/contracts/metrics";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /metrics/{name}/{env}/pods: CPU and memory of each pod at this moment. */
export const getPodUsage = defineRoute({
  method: "get",
  path: "/metrics/{name}/{env}/pods",
  operationId: "getPodUsage",
  summary: "CPU and memory that each pod of a service uses at this moment",
  tag: "Metrics",
  rate: "read",
  params: placeParams,
  answer: podUsageSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.metrics.pods(actor, { service: params.name, environment: params.env }),
});
