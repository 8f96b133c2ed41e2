import type { Context } from "hono";
import type { Authenticated } from "@/server/ports/authenticator";
import type { HttpPorts } from "./ports";
import { HttpProblem } from "./problem";

/** Longest id that is taken over from the caller. */
const requestIdPattern = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's request id when it is a sane one, else a fresh one. */
export function requestIdOf(context: Context, ports: Pick<HttpPorts, "newId">): string {
  const sent = context.req.header("x-request-id");
  return sent !== undefined && requestIdPattern.test(sent) ? sent : ports.newId();
}

/** Who asks. Throws `unauthenticated`, or `unavailable` when that cannot be found out now. */
export async function identify(
  context: Context,
  ports: HttpPorts,
  requestId: string,
): Promise<Authenticated> {
  const credentials = {
    cookie: context.req.header("cookie"),
    authorization: context.req.header("authorization"),
    requestId,
    ip: ports.ipOf(context),
    fresh: context.req.method !== "GET",
  };
  const caller = await ports.authenticator.identify(credentials).catch((error: unknown) => {
    ports.log.warn({ err: error, requestId }, "the caller could not be identified");
    throw new HttpProblem(
      {
        code: "unavailable",
        reason: "Switchyard cannot reach its database; nothing was changed. Try again in a moment.",
      },
      { retryAfter: 2 },
    );
  });
  if (!caller) throw new HttpProblem({ code: "unauthenticated", reason: "Sign in, or send a valid token." });
  return caller;
}
