import { savedConfigSchema, saveRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/versions: save a new version of the config. */
export const saveConfig = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/versions",
  operationId: "saveConfig",
  summary: "Save a new version of the config",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: saveRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.save(actor, { service: params.name, environment: params.env, body }),
});
