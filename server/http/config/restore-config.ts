import { restoreRequestSchema, savedConfigSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/restore: make a new version from an older one. */
export const restoreConfig = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/restore",
  operationId: "restoreConfig",
  summary: "Make a new version from an older one",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: restoreRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.restore(actor, { service: params.name, environment: params.env, body }),
});
