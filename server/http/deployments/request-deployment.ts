import { changeAnswerSchema } from "@/contracts/deployment";
import { deploymentRequestSchema } from "@/contracts/plan";
import { defineRoute } from "@/server/http/core/route";

/** POST /deployments: asks for a deployment; a repeated `Idempotency-Key` answers with the first one. */
export const requestDeployment = defineRoute({
  method: "post",
  path: "/deployments",
  operationId: "requestDeployment",
  summary: "Ask for a deployment",
  tag: "Deployments",
  rate: "change",
  key: "required",
  body: deploymentRequestSchema,
  answer: changeAnswerSchema,
  status: 201,
  operation: ({ operations }, { actor, body, key }) =>
    operations.deployments.request(actor, { body, idempotencyKey: key ?? undefined }),
});
