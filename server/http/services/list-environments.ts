import * as z from "zod";
import { environmentSchema } from "@/contracts/service";
import { defineRoute } from "@/server/http/core/route";

/** GET /environments: all environments in their order. */
export const listEnvironments = defineRoute({
  method: "get",
  path: "/environments",
  operationId: "listEnvironments",
  summary: "All environments in their order",
  tag: "Catalog",
  rate: "read",
  answer: z.array(environmentSchema),
  status: 200,
  version: ({ fleet }) => fleet.version(),
  operation: ({ fleet }) => [...fleet.environments()],
});
