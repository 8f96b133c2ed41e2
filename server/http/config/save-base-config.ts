import { saveBaseRequestSchema, savedConfigSchema } from "@/contracts/config";
import { serviceParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/config/base/versions: save a new version of the base. */
export const saveBaseConfig = defineRoute({
  method: "post",
  path: "/services/{name}/config/base/versions",
  operationId: "saveBaseConfig",
  summary: "Save a new version of the base config",
  tag: "Config",
  rate: "change",
  params: serviceParams,
  body: saveBaseRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.saveBase(actor, { service: params.name, body }),
});
