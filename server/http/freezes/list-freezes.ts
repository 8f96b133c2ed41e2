import * as z from "zod";
import { freezeSchema } from "@/contracts/freeze";
import { defineRoute } from "@/server/http/core/route";

/** GET /freezes: windows without releases that stand or are to come. */
export const listFreezes = defineRoute({
  method: "get",
  path: "/freezes",
  operationId: "listFreezes",
  summary: "Windows without releases that stand or are to come",
  tag: "Deployments",
  rate: "read",
  answer: z.array(freezeSchema),
  status: 200,
  operation: ({ operations }, { actor }) => operations.freezes.list(actor),
});
