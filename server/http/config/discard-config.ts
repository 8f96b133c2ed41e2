import { configViewSchema, discardRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/discard: take own staged edits away. */
export const discardConfigEdits = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/discard",
  operationId: "discardConfigEdits",
  summary: "Take own staged edits away",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: discardRequestSchema,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.discard(actor, { service: params.name, environment: params.env, body }),
});
