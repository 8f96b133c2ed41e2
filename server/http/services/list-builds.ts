import * as z from "zod";
import { buildChoiceSchema } from "@/contracts/plan";
import { placeParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /services/{name}/{env}/builds: builds, each with whether it may go here. */
export const listBuilds = defineRoute({
  method: "get",
  path: "/services/{name}/{env}/builds",
  operationId: "listBuilds",
  summary: "Builds of a service, newest first, each with whether it may go to this environment",
  tag: "Builds",
  rate: "read",
  params: placeParams,
  answer: z.array(buildChoiceSchema),
  status: 200,
  operation: ({ operations }, { actor, params }) =>
    operations.builds.list(actor, { service: params.name, environment: params.env }),
});
