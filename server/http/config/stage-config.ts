import { configViewSchema, stageRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/draft: stage edits of keys for everybody on the environment to see. */
export const stageConfig = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/draft",
  operationId: "stageConfig",
  summary: "Stage edits of keys for everybody on the environment to see",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: stageRequestSchema,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.stage(actor, { service: params.name, environment: params.env, body }),
});
