import { driftRequestSchema, savedConfigSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/reversal: make the newest version anew. */
export const revertConfigDrift = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/reversal",
  operationId: "revertConfigDrift",
  summary: "Make the newest version anew, so that its roll-out puts back what was changed by hand",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: driftRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.revertDrift(actor, { service: params.name, environment: params.env, body }),
});
