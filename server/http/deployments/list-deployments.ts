import * as z from "zod";
import { deploymentListSchema } from "@/contracts/deployment";
import { cursorSchema, nameSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /deployments: newest first, 50 a page. */
export const listDeployments = defineRoute({
  method: "get",
  path: "/deployments",
  operationId: "listDeployments",
  summary: "Deployments, newest first",
  tag: "Deployments",
  rate: "read",
  query: z.strictObject({
    service: nameSchema.optional(),
    env: nameSchema.optional(),
    state: z.enum(["active", "ended"]).optional(),
    cursor: cursorSchema.optional(),
  }),
  answer: deploymentListSchema,
  status: 200,
  operation: ({ operations }, { actor, query: { env, ...query } }) =>
    operations.deployments.list(actor, { ...query, environment: env }),
});
