import { configViewSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/config: values with their sources, what is staged, versions. */
export const getConfig = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/config",
  operationId: "getConfig",
  summary: "Config of a service in an environment: values with their sources, staged edits and versions",
  tag: "Config",
  rate: "read",
  params: placeParams,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.config.get(actor, { service: params.name, environment: params.env }),
});
