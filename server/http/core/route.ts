import type * as z from "zod";
import type { Authenticated } from "@/server/ports/authenticator";
import type { HttpPorts } from "./ports";
import type { RateClass } from "./rate-limit";

/** One request, parsed. */
export interface Call<Params, Query, Body> {
  actor: Authenticated["actor"];
  params: Params;
  query: Query;
  body: Body;
  /** `Idempotency-Key`; null when the caller sent none. */
  key: string | null;
  /** Row version of `If-Match`; undefined when the caller sent none. */
  ifMatch: number | undefined;
  /** Session or token prefix of the caller. */
  session: string;
}

/** One endpoint as data: the router and the OpenAPI document are both made from it. */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> {
  method: "get" | "post" | "delete";
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string;
  operationId: string;
  summary: string;
  tag:
    | "Catalog"
    | "Builds"
    | "Config"
    | "Deployments"
    | "Approvals"
    | "Scaling"
    | "Campaigns"
    | "Metrics"
    | "Record"
    | "Person";
  rate: RateClass;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  answer: z.ZodType<Answer>;
  /** Status of success. */
  status: 200 | 201;
  /**
   * Version of everything that the answer is made from, for a GET whose answer is the same for everybody who may ask: it becomes
   * the `ETag`, an answer that the caller has already is 304, and one text serves all callers until the version changes.
   */
  version?(ports: HttpPorts): string;
  /** Whether a POST must carry `Idempotency-Key`. */
  key?: "required";
  /** Throws a refusal of the operations, or `HttpProblem`. */
  operation(ports: HttpPorts, call: Call<Params, Query, Body>): Answer | Promise<Answer>;
}

/** Any endpoint. */
// biome-ignore lint/suspicious/noExplicitAny: a list of endpoints has no common parameter types; each is checked where it is defined.
export type AnyRoute = Route<any, any, any, any>;

/** Ties the types of one endpoint together. */
export function defineRoute<Params, Query, Body, Answer>(
  route: Route<Params, Query, Body, Answer>,
): Route<Params, Query, Body, Answer> {
  return route;
}

/** One endpoint that answers plain text, as the document tells of it. */
export interface TextRoute {
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string;
  operationId: string;
  summary: string;
  /** Parameters of the path and the query. */
  input: z.ZodType;
  /** What the text is. */
  answer: string;
}
