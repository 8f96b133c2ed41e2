import { scalingAnswerSchema, scalingDecisionSchema } from "@/contracts/scaling-change";
import { scalingChangeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/changes/{id}/withdraw: takes the own request back. */
export const withdrawScaling = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/changes/{id}/withdraw",
  operationId: "withdrawScaling",
  summary: "Withdraw the own request for other bounds",
  tag: "Scaling",
  rate: "change",
  params: scalingChangeParams,
  body: scalingDecisionSchema,
  answer: scalingAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.scaling.withdraw(actor, {
      service: params.name,
      environment: params.env,
      id: params.id,
      body,
    }),
});
