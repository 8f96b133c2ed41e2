import { buildRequestSchema, buildSchema } from "@/contracts/build";
import { defineRoute } from "@/server/http/core/route";

/** POST /builds: CI tells of an image; its digest is resolved by the registry. */
export const registerBuild = defineRoute({
  method: "post",
  path: "/builds",
  operationId: "registerBuild",
  summary: "Register a build; the registry says its digest",
  tag: "Builds",
  rate: "change",
  body: buildRequestSchema,
  answer: buildSchema,
  status: 201,
  operation: ({ operations }, { actor, body }) => operations.builds.register(actor, body),
});
