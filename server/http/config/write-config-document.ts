import { configViewSchema, documentRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/document: stage what a whole YAML document says, comments and order included. */
export const writeConfigDocument = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/document",
  operationId: "writeConfigDocument",
  summary: "Stage what a whole YAML document says, comments and order included",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: documentRequestSchema,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.stageDocument(actor, { service: params.name, environment: params.env, body }),
});
