import { driftRequestSchema, savedConfigSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/adoption: make a new version of what was changed by hand. */
export const adoptConfigDrift = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/adoption",
  operationId: "adoptConfigDrift",
  summary: "Make a new version of what was changed by hand in the cluster",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: driftRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.adoptDrift(actor, { service: params.name, environment: params.env, body }),
});
