import { raiseRequestSchema, scalingAnswerSchema } from "@/contracts/scaling-change";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/scaling/floor: at least so many pods until a time. */
export const raiseFloor = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/scaling/floor",
  operationId: "raiseFloor",
  summary: "Raise the floor for a time; it ends by itself",
  tag: "Scaling",
  rate: "change",
  params: placeParams,
  body: raiseRequestSchema,
  answer: scalingAnswerSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body, key }) =>
    operations.scaling.raise(actor, {
      ...{ service: params.name, environment: params.env, body },
      idempotencyKey: key ?? undefined,
    }),
});
