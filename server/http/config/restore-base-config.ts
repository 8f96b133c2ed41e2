import { restoreRequestSchema, savedConfigSchema } from "@/contracts/config";
import { serviceParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/config/base/restore: make a new base from an older one. */
export const restoreBaseConfig = defineRoute({
  method: "post",
  path: "/services/{name}/config/base/restore",
  operationId: "restoreBaseConfig",
  summary: "Make a new base from an older one",
  tag: "Config",
  rate: "change",
  params: serviceParams,
  body: restoreRequestSchema,
  answer: savedConfigSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.restoreBase(actor, { service: params.name, body }),
});
