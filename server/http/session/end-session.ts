import * as z from "zod";
import { defineRoute } from "@/server/http/core/route";

/** DELETE /session: ends the caller's session for good. A token has no session and stays. */
export const endSession = defineRoute({
  method: "delete",
  path: "/session",
  operationId: "endSession",
  summary: "Sign out: the session is revoked wherever its cookie is",
  tag: "Person",
  rate: "change",
  body: z.strictObject({}),
  answer: z.strictObject({ ended: z.literal(true) }),
  status: 200,
  async operation({ authenticator }, { actor, session }) {
    if (actor.token === null) await authenticator.end(session);
    return { ended: true };
  },
});
