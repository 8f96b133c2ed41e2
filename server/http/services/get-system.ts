import * as z from "zod";
import { clusterLinkSchema } from "@/contracts/stream";
import { defineRoute } from "@/server/http/core/route";

/** GET /system: whether the watches of each cluster live. */
export const getSystem = defineRoute({
  method: "get",
  path: "/system",
  operationId: "getSystem",
  summary: "Per cluster, whether its watches live and when it was last heard",
  tag: "Catalog",
  rate: "read",
  answer: z.array(clusterLinkSchema),
  status: 200,
  operation: ({ fleet }) => [...fleet.links()],
});
