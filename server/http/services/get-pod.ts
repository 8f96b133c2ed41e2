import { podDetailSchema } from "@/contracts/pod-detail";
import { podParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/pods/{pod}: a pod with its events, gone or not. */
export const getPod = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/pods/{pod}",
  operationId: "getPod",
  summary: "A pod of a service: containers, probes, resources and its events, also after it is gone",
  tag: "Catalog",
  rate: "read",
  params: podParams,
  answer: podDetailSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.pods.get(actor, { service: params.name, environment: params.env, pod: params.pod }),
});
