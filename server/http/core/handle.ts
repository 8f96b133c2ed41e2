import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type * as z from "zod";
import { OperationRefused } from "@/server/operations/operation-refused";
import type { Authenticated } from "@/server/ports/authenticator";
import { refuseCrossSite } from "./cross-site";
import { FreshAnswers, namesTag } from "./fresh-answer";
import { apiHeaders } from "./headers";
import { identify, requestIdOf } from "./identify";
import type { HttpPorts } from "./ports";
import { HttpProblem, problemBody, statusOf } from "./problem";
import { readBody } from "./read-body";
import type { AnyRoute, Call } from "./route";
import { refuseUnstorable } from "./unstorable";

const keyPattern = /^[\x21-\x7e]{8,128}$/;

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown, what: string): T {
  if (!schema) return undefined as T;
  const parsed = schema.safeParse(refuseUnstorable(value, what));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = errors[0];
  const where = first?.path ? `${what}, ${first.path}` : what;
  throw new HttpProblem(
    { code: "invalid_input", reason: `${where}: ${first?.message ?? "not valid"}` },
    { errors },
  );
}

function keyOf(context: Context, route: AnyRoute): string | null {
  const key = context.req.header("idempotency-key") ?? null;
  if (key === null && route.key === "required")
    throw new HttpProblem({
      code: "invalid_input",
      reason: "Send an Idempotency-Key, so that a repeated request stays one change.",
    });
  if (key !== null && !keyPattern.test(key))
    throw new HttpProblem({
      code: "invalid_input",
      reason: "An Idempotency-Key has 8 to 128 printable characters.",
    });
  return key;
}

function ifMatchOf(context: Context): number | undefined {
  const text = context.req.header("if-match");
  if (text === undefined) return undefined;
  const version = /^"?(\d{1,15})"?$/.exec(text)?.[1];
  if (version === undefined)
    throw new HttpProblem({ code: "invalid_input", reason: 'If-Match carries the row version: "7".' });
  return Number(version);
}

async function callOf(
  context: Context,
  route: AnyRoute,
  caller: Authenticated,
): Promise<Call<unknown, unknown, unknown>> {
  return {
    actor: caller.actor,
    session: caller.session,
    params: parse(route.params, context.req.param(), "Path"),
    query: parse(route.query, context.req.query(), "Query"),
    body: route.body ? parse(route.body, await readBody(context.req.raw), "Body") : undefined,
    key: keyOf(context, route),
    ifMatch: ifMatchOf(context),
  };
}

/** What the requests of one endpoint have in common. */
interface Endpoint {
  route: AnyRoute;
  ports: HttpPorts;
  fresh: FreshAnswers;
}

/** The answer of a read whose version is known: nothing when the caller has it, else the text that everybody gets. */
async function versioned(
  context: Context,
  { fresh, version }: { fresh: FreshAnswers; version: string },
  make: () => Promise<unknown>,
): Promise<Response> {
  const tag = `"${version}"`;
  const query = new URLSearchParams(context.req.query());
  query.sort();
  const text = await fresh.text(query.toString(), version, async () => JSON.stringify(await make()));
  context.header("etag", tag);
  if (namesTag(context.req.header("if-none-match"), tag)) return context.body(null, 304);
  context.header("content-type", "application/json");
  return context.body(text);
}

/** Runs one request of an endpoint; throws `HttpProblem` for every "no". */
async function answer(
  context: Context,
  { route, ports, fresh }: Endpoint,
  requestId: string,
): Promise<Response> {
  const caller = await identify(context, ports, requestId);
  if (route.method !== "get" && caller.means === "cookie")
    refuseCrossSite(context.req.raw.headers, ports.origin);
  ports.limiter.take(caller.session, route.rate);
  const call = await callOf(context, route, caller);
  const make = async (): Promise<unknown> => {
    const value: unknown = await route.operation(ports, call);
    return ports.checkAnswers ? route.answer.parse(value) : value;
  };
  if (route.version) return versioned(context, { fresh, version: route.version(ports) }, make);
  return context.json(await make(), route.status);
}

/** The problem that an error becomes; what is no refusal is logged once and stays inside. */
export function problemFrom(error: unknown, ports: HttpPorts, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof OperationRefused)
    return new HttpProblem(error.refusal, error.issues.length > 0 ? { errors: error.issues } : {});
  ports.log.error({ err: error, requestId }, "a request failed");
  if (!ports.ready())
    return new HttpProblem(
      { code: "unavailable", reason: "Switchyard cannot reach its database. Try again in a moment." },
      { retryAfter: 2 },
    );
  return new HttpProblem({
    code: "internal",
    reason: `Something broke in Switchyard. Quote request ${requestId}.`,
  });
}

/** problem+json of an error. */
export function problemAnswer(context: Context, problem: HttpProblem, requestId: string): Response {
  const status = statusOf(problem.refusal.code) as ContentfulStatusCode;
  if (problem.retryAfter !== undefined) context.header("retry-after", String(problem.retryAfter));
  context.header("content-type", "application/problem+json");
  return context.body(JSON.stringify(problemBody(problem, requestId)), status);
}

/** Headers that every answer carries, set before the answer is made. Answers the request id. */
export function begin(context: Context, ports: HttpPorts): string {
  const requestId = requestIdOf(context, ports);
  for (const [name, value] of Object.entries(apiHeaders)) context.header(name, value);
  context.header("x-request-id", requestId);
  if (ports.draining()) context.header("connection", "close");
  return requestId;
}

/** The Hono handler of a declared endpoint. Never rejects. */
export function handlerOf(route: AnyRoute, ports: HttpPorts): (context: Context) => Promise<Response> {
  const endpoint: Endpoint = { route, ports, fresh: new FreshAnswers() };
  return async (context) => {
    const started = performance.now();
    const requestId = begin(context, ports);
    let response: Response;
    try {
      response = await answer(context, endpoint, requestId);
    } catch (error) {
      response = problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
    ports.observe({
      route: route.operationId,
      status: response.status,
      seconds: (performance.now() - started) / 1000,
    });
    return response;
  };
}
