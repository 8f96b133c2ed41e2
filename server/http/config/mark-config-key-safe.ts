import * as z from "zod";
import { falseAlarmRequestSchema } from "@/contracts/config";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /services/{name}/{env}/config/false-alarms: a key that looks like a secret and is none. */
export const markConfigKeySafe = defineRoute({
  method: "post",
  path: "/services/{name}/{env}/config/false-alarms",
  operationId: "markConfigKeySafe",
  summary: "Call a key that looks like a secret a false alarm, with the reason",
  tag: "Config",
  rate: "change",
  params: placeParams,
  body: falseAlarmRequestSchema,
  answer: z.strictObject({ audit: z.int() }),
  status: 201,
  operation: ({ operations }, { actor, params, body }) =>
    operations.config.markSafe(actor, { service: params.name, environment: params.env, body }),
});
