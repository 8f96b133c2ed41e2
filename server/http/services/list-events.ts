import * as z from "zod";
import { clusterEventsSchema } from "@/contracts/cluster-event";
import { cursorSchema, placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/events: what the cluster said about it in 14 days, 100 a page. */
export const listEvents = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/events",
  operationId: "listEvents",
  summary: "Events of the cluster about a service, last seen first; kept 14 days",
  tag: "Catalog",
  rate: "read",
  params: placeParams,
  query: z.strictObject({
    type: z.enum(["Normal", "Warning"]).optional(),
    q: z.string().trim().max(100).optional(),
    cursor: cursorSchema.optional(),
  }),
  answer: clusterEventsSchema,
  status: 200,
  operation: ({ operations }, { actor, params, query }) =>
    operations.services.events(actor, { ...query, service: params.name, environment: params.env }),
});
