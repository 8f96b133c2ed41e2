import { containerViewSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/config/container: what the live container finds in its environment. */
export const getConfigContainer = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/config/container",
  operationId: "getConfigContainer",
  summary: "What the container of the live release finds in its environment, beside the stored version",
  tag: "Config",
  rate: "read",
  params: placeParams,
  answer: containerViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.config.container(actor, { service: params.name, environment: params.env }),
});
