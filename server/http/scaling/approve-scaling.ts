import { scalingAnswerSchema, scalingDecisionSchema } from "@/contracts/scaling-change";
import { scalingChangeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/changes/{id}/approve: approves a request and makes the bounds. */
export const approveScaling = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/changes/{id}/approve",
  operationId: "approveScaling",
  summary: "Approve a request for other bounds; never by who asked",
  tag: "Scaling",
  rate: "change",
  params: scalingChangeParams,
  body: scalingDecisionSchema,
  answer: scalingAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.scaling.approve(actor, {
      service: params.name,
      environment: params.env,
      id: params.id,
      body,
    }),
});
