import { podRemovalRequestSchema, podRemovalSchema } from "@/contracts/pod-removal";
import { podParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/pods/{pod}/removal: ends a pod; reading the pod says what became of it. */
export const removePod = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/pods/{pod}/removal",
  operationId: "removePod",
  summary: "End a pod within its disruption budget; its workload starts another one",
  tag: "Catalog",
  rate: "change",
  params: podParams,
  body: podRemovalRequestSchema,
  answer: podRemovalSchema,
  status: 201,
  operation: ({ operations }, { actor, params, body, key }) =>
    operations.pods.remove(actor, {
      ...{ service: params.name, environment: params.env, pod: params.pod },
      ...{ body, idempotencyKey: key ?? undefined },
    }),
});
