import { archiveSchema } from "@/contracts/deployment";
import { deploymentParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /deployments/{id}/archive: the manifests, verified against their hash on each read. */
export const getArchive = defineRoute({
  method: "get",
  path: "/deployments/{id}/archive",
  operationId: "getArchive",
  summary: "The archived manifests of a deployment",
  tag: "Record",
  rate: "read",
  params: deploymentParams,
  answer: archiveSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.history.archive(actor, params),
});
