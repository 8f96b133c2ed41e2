import * as z from "zod";
import { configComparisonSchema } from "@/contracts/config";
import { nameSchema, placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

const version = z.coerce.number().int().positive().max(2_147_483_647).optional();

/** GET /services/{name}/{env}/config/comparison: two versions, or two environments. */
export const compareConfigs = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/config/comparison",
  operationId: "compareConfigs",
  summary: "Two versions of a config, or the configs of two environments, side by side",
  tag: "Config",
  rate: "read",
  params: placeParams,
  query: z.strictObject({ version, with: nameSchema.optional(), withVersion: version }),
  answer: configComparisonSchema,
  status: 200,
  operation: ({ operations }, { actor, params, query }) =>
    operations.config.compare(actor, { service: params.name, environment: params.env, ...query }),
});
