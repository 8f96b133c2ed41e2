import { serviceDetailSchema } from "@/contracts/service";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}: the service page's overview. */
export const getService = defineRoute({
  method: "get",
  path: "/services/{name}/{env}",
  operationId: "getService",
  summary: "A service in one environment: colors, pods, events, other environments, recent deployments",
  tag: "Catalog",
  rate: "read",
  params: placeParams,
  answer: serviceDetailSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.services.get(actor, { service: params.name, environment: params.env }),
});
