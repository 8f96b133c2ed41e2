import * as z from "zod";
import { needSchema } from "@/contracts/me";
import { nameSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /needs: what waits for the caller in an environment. */
export const listNeeds = defineRoute({
  method: "get",
  path: "/needs",
  operationId: "listNeeds",
  summary: "What waits for the caller now",
  tag: "Person",
  rate: "read",
  query: z.strictObject({ env: nameSchema }),
  answer: z.array(needSchema),
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.me.needs(actor, { environment: query.env }),
});
