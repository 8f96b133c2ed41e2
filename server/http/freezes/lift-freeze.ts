import * as z from "zod";
import { freezeSchema, liftRequestSchema } from "@/contracts/freeze";
import { defineRoute } from "@/server/http/core/route";

/** POST /freezes/{id}/lift: ends a freeze early. */
export const liftFreeze = defineRoute({
  method: "post",
  path: "/freezes/{id}/lift",
  operationId: "liftFreeze",
  summary: "Lift a freeze before its end",
  tag: "Deployments",
  rate: "change",
  params: z.strictObject({ id: z.uuid() }),
  body: liftRequestSchema,
  answer: freezeSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.freezes.lift(actor, { id: params.id, body }),
});
