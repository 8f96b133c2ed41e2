import { baseConfigSchema } from "@/contracts/config";
import { serviceParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/config/base: what a service says for all of its environments. */
export const getBaseConfig = defineRoute({
  method: "get",
  path: "/services/{name}/config/base",
  operationId: "getBaseConfig",
  summary: "Base config of a service, and how far each environment has taken it over",
  tag: "Config",
  rate: "read",
  params: serviceParams,
  answer: baseConfigSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.config.base(actor, { service: params.name }),
});
