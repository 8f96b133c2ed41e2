import { boundsRequestSchema, scalingAnswerSchema } from "@/contracts/scaling-change";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/changes: other bounds, at once or as a request. */
export const changeScaling = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/changes",
  operationId: "changeScaling",
  summary: "Change the bounds: at once where the caller may, else as a request that a second person approves",
  tag: "Scaling",
  rate: "change",
  params: placeParams,
  body: boundsRequestSchema,
  answer: scalingAnswerSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body, key }) =>
    operations.scaling.change(actor, {
      ...{ service: params.name, environment: params.env, body },
      idempotencyKey: key ?? undefined,
    }),
});
