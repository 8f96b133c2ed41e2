import * as z from "zod";
import { deploymentListSchema } from "@/contracts/deployment";
import { cursorSchema, nameSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /history: deployments that are over, newest first, 50 a page. */
export const listHistory = defineRoute({
  method: "get",
  path: "/history",
  operationId: "listHistory",
  summary: "Deployments that are over, newest first",
  tag: "Record",
  rate: "read",
  query: z.strictObject({
    service: nameSchema.optional(),
    env: nameSchema.optional(),
    q: z.string().trim().max(100).optional(),
    cursor: cursorSchema.optional(),
  }),
  answer: deploymentListSchema,
  status: 200,
  operation: ({ operations }, { actor, query: { env, ...query } }) =>
    operations.history.list(actor, { ...query, environment: env }),
});
