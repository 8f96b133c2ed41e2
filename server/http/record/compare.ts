import * as z from "zod";
import { comparisonSchema } from "@/contracts/deployment";
import { deploymentParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

const one = deploymentParams.shape.id;

/** GET /compare?left=&right=: two archives beside each other. */
export const compare = defineRoute({
  method: "get",
  path: "/compare",
  operationId: "compare",
  summary: "The archived manifests of two deployments beside each other",
  tag: "Record",
  rate: "read",
  query: z.strictObject({ left: one, right: one }),
  answer: comparisonSchema,
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.history.compare(actor, query),
});
