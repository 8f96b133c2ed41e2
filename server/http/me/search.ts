import * as z from "zod";
import { searchHitSchema } from "@/contracts/me";
import { nameSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /search: services, builds, rollouts, pods and people by a fragment. */
export const search = defineRoute({
  method: "get",
  path: "/search",
  operationId: "search",
  summary: "Services, builds, rollouts, pods and people by a fragment of their name",
  tag: "Catalog",
  rate: "read",
  query: z.strictObject({ q: z.string().trim().min(1).max(100), env: nameSchema.optional() }),
  answer: z.array(searchHitSchema),
  status: 200,
  operation: ({ operations }, { actor, query }) =>
    operations.search(actor, { query: query.q, ...(query.env && { environment: query.env }) }),
});
