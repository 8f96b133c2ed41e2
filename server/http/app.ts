import { type Context, Hono } from "hono";
import { begin, handlerOf, problemAnswer, problemFrom } from "./core/handle";
import { openApiDocument } from "./core/openapi";
import type { HttpPorts } from "./core/ports";
import { HttpProblem } from "./core/problem";
import { streamHandler } from "./live/stream";
import { textRoutes } from "./record/text-routes";
import { routes } from "./routes";
import { endSession } from "./session/end-session";
import { withoutCookies } from "./session/without-cookies";

/** The API as an application that can be asked without a server: `api.request("/api/v1/me")`. */
export type Api = Hono;

function missing(ports: HttpPorts): (context: Context) => Response {
  return (context) => {
    const requestId = begin(context, ports);
    const problem = new HttpProblem({
      code: "not_found",
      reason: `There is no ${context.req.method} ${context.req.path}.`,
    });
    return problemAnswer(context, problem, requestId);
  };
}

function addProbes(api: Api, ports: HttpPorts): void {
  api.get("/healthz", (context) => context.text("ok"));
  api.get("/readyz", (context) => {
    const ready = ports.ready() && !ports.draining();
    return context.text(ready ? "ready" : "not ready", ready ? 200 : 503);
  });
  api.get("/metrics", async (context) => {
    const { type, text } = await ports.metrics();
    context.header("content-type", type);
    return context.body(text);
  });
}

/** The address of a route as Hono writes it. */
function honoPath(path: string): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
}

/** All endpoints over their ports. */
export function makeApi(ports: HttpPorts): Api {
  const api = new Hono();
  addProbes(api, ports);
  const document = JSON.stringify(openApiDocument(routes, textRoutes));
  api.get("/api/v1/openapi.json", (context) => {
    begin(context, ports);
    context.header("content-type", "application/json");
    return context.body(document);
  });
  api.get("/api/v1/stream", streamHandler(ports));
  for (const { path, handler } of textRoutes) api.get(honoPath(path), handler(ports));
  for (const route of routes) {
    const handle = handlerOf(route, ports);
    api.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
      const response = await handle(context);
      return route === endSession && response.ok
        ? withoutCookies(response, ports.authenticator.cookieNames)
        : response;
    });
  }
  api.notFound(missing(ports));
  api.onError((error, context) => {
    const requestId = begin(context, ports);
    return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
  });
  return api;
}
