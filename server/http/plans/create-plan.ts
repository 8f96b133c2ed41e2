import { planRequestSchema, planSchema } from "@/contracts/plan";
import { defineRoute } from "@/server/http/core/route";

/** POST /plans: renders and stores a plan; nothing is written to a cluster. */
export const createPlan = defineRoute({
  method: "post",
  path: "/plans",
  operationId: "createPlan",
  summary: "Render and store a plan with its checks",
  tag: "Deployments",
  rate: "plan",
  body: planRequestSchema,
  answer: planSchema,
  status: 201,
  operation: ({ operations }, { actor, body }) => operations.plans.create(actor, body),
});
