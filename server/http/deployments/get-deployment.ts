import { deploymentDetailSchema } from "@/contracts/deployment";
import { deploymentParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /deployments/{id}: everything of the rollout page. */
export const getDeployment = defineRoute({
  method: "get",
  path: "/deployments/{id}",
  operationId: "getDeployment",
  summary: "A deployment with its phases, causes, pods and timeline",
  tag: "Deployments",
  rate: "read",
  params: deploymentParams,
  answer: deploymentDetailSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.deployments.get(actor, params),
});
