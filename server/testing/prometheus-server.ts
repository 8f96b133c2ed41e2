import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One question that came in. */
export interface Question {
  path: string;
  query: string;
  params: URLSearchParams;
  authorization: string | undefined;
}

/** Series of an answer: labels, and a value for a time; undefined where there is no sample. */
export interface ToldSeries {
  metric: Record<string, string>;
  at: (time: number) => number | string | undefined;
}

/** What a test's Prometheus says: series, or anything at all by the response itself. */
export type Told = readonly ToldSeries[] | ((response: ServerResponse) => void);

/** A server that speaks Prometheus' JSON over a real socket. */
export interface PrometheusServer {
  url: string;
  asked: Question[];
}

function timesOf(params: URLSearchParams): number[] {
  const number = (name: string) => Number(params.get(name));
  if (params.has("time")) return [number("time")];
  const [start, end, step] = [number("start"), number("end"), number("step")];
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}

function bodyOf(told: readonly ToldSeries[], params: URLSearchParams): string {
  const isRange = params.has("start");
  const result = told.flatMap(({ metric, at }) => {
    const values = timesOf(params).flatMap((time) => {
      const value = at(time);
      return value === undefined ? [] : [[time, String(value)] as const];
    });
    const [value] = values;
    if (value === undefined) return [];
    return [isRange ? { metric, values } : { metric, value }];
  });
  return JSON.stringify({ status: "success", data: { resultType: isRange ? "matrix" : "vector", result } });
}

/** Starts a Prometheus that answers what `tell` says about each question, and stops it with the test. */
export async function prometheusServer(tell: (question: Question) => Told): Promise<PrometheusServer> {
  const asked: Question[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams: params } = new URL(request.url ?? "/", "http://host");
    const { authorization } = request.headers;
    const question = { path: pathname, query: params.get("query") ?? "", params, authorization };
    asked.push(question);
    const told = tell(question);
    if (typeof told === "function") return told(response);
    response.setHeader("content-type", "application/json");
    response.end(bodyOf(told, params));
  };
  const server = createServer(answer).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
