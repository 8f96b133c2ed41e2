import { freezeRequestSchema, freezeSchema } from "@/contracts/freeze";
import { defineRoute } from "@/server/http/core/route";

/** POST /freezes: no releases in an environment for a while; rollbacks stay possible. */
export const openFreeze = defineRoute({
  method: "post",
  path: "/freezes",
  operationId: "openFreeze",
  summary: "Freeze an environment; rollbacks stay possible",
  tag: "Deployments",
  rate: "change",
  body: freezeRequestSchema,
  answer: freezeSchema,
  status: 201,
  operation: ({ operations }, { actor, body }) => operations.freezes.open(actor, body),
});
