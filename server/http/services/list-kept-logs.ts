import { keptLogsSchema } from "@/contracts/kept-log";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/kept-logs: which containers crashed or were deleted, with how many last lines. */
export const listKeptLogs = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/kept-logs",
  operationId: "listKeptLogs",
  summary:
    "Containers that crashed or were deleted in 14 days; their last lines are in the log with kept=true",
  tag: "Catalog",
  rate: "read",
  params: placeParams,
  answer: keptLogsSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.pods.keptLogs(actor, { service: params.name, environment: params.env }),
});
