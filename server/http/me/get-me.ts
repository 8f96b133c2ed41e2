import { meSchema } from "@/contracts/me";
import { defineRoute } from "@/server/http/core/route";

/** GET /me: the caller, their environments and the shell's counters. */
export const getMe = defineRoute({
  method: "get",
  path: "/me",
  operationId: "getMe",
  summary: "The caller, with what the shell shows for them",
  tag: "Person",
  rate: "read",
  answer: meSchema,
  status: 200,
  operation: ({ operations }, { actor }) => operations.me.get(actor),
});
