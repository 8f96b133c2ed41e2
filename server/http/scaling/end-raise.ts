import { endRaiseRequestSchema, scalingAnswerSchema } from "@/contracts/scaling-change";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/floor/end: ends a raised floor early. */
export const endRaise = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/floor/end",
  operationId: "endRaise",
  summary: "End a raised floor before its time",
  tag: "Scaling",
  rate: "change",
  params: placeParams,
  body: endRaiseRequestSchema,
  answer: scalingAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.scaling.endRaise(actor, { service: params.name, environment: params.env, body }),
});
