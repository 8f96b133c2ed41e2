import { configViewSchema, importRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/import: stage the keys of a .env, .properties, YAML or ConfigMap text. */
export const importConfig = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/import",
  operationId: "importConfig",
  summary: "Stage the keys of a .env, .properties, YAML or ConfigMap text",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: importRequestSchema,
  answer: configViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.import(actor, { service: params.name, environment: params.env, body }),
});
