import { scalingViewSchema } from "@/contracts/scaling";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/scaling: bounds with their reasons, autoscalers with their faults, room in the pool. */
export const getScaling = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/scaling",
  operationId: "getScaling",
  summary:
    "Scaling of a service in an environment: bounds and why, autoscalers and their faults, room in the node pool",
  tag: "Scaling",
  rate: "read",
  params: placeParams,
  answer: scalingViewSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.scaling.get(actor, { service: params.name, environment: params.env }),
});
