import { scalingAnswerSchema, scalingDecisionSchema } from "@/contracts/scaling-change";
import { scalingChangeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/changes/{id}/reject: rejects a request, with a comment. */
export const rejectScaling = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/changes/{id}/reject",
  operationId: "rejectScaling",
  summary: "Reject a request for other bounds, with a comment",
  tag: "Scaling",
  rate: "change",
  params: scalingChangeParams,
  body: scalingDecisionSchema,
  answer: scalingAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.scaling.reject(actor, {
      service: params.name,
      environment: params.env,
      id: params.id,
      body,
    }),
});
