import { choiceRequestSchema, configViewSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/choice: decide a key on which people disagree. */
export const chooseConfigEdit = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/choice",
  operationId: "chooseConfigEdit",
  summary: "Decide a key on which people disagree",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: choiceRequestSchema,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.choose(actor, { service: params.name, environment: params.env, body }),
});
