import * as z from "zod";
import { planSchema } from "@/contracts/plan";
import { defineRoute } from "@/server/http/core/route";

/** GET /plans/{id}: a stored plan, as it was shown. */
export const getPlan = defineRoute({
  method: "get",
  path: "/plans/{id}",
  operationId: "getPlan",
  summary: "A stored plan; it never changes",
  tag: "Deployments",
  rate: "read",
  params: z.strictObject({ id: z.uuid() }),
  answer: planSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.plans.get(actor, params),
});
