import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerPrometheus, failure, type PrometheusAnswer } from "./prometheus-api";
import type { SeriesList } from "./promql/evaluate";

const MOST_BODY = 64 * 1024;

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let [text, size] = ["", 0];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY) return undefined;
    text += chunk.toString("utf8");
  }
  return new URLSearchParams(text);
}

async function answer(
  series: SeriesList,
  now: () => number,
  request: IncomingMessage,
): Promise<PrometheusAnswer> {
  if (request.method !== "GET" && request.method !== "POST")
    return failure(405, "bad_data", "the Prometheus API knows GET and POST");
  let url: URL;
  try {
    url = new URL(request.url ?? "/", "http://localhost");
  } catch {
    return failure(400, "bad_data", "the address is not readable");
  }
  const params = url.searchParams;
  if (request.method === "POST") {
    const form = await formOf(request);
    if (form === undefined) return failure(413, "bad_data", `a body has at most ${MOST_BODY} bytes`);
    for (const [name, value] of form) params.append(name, value);
  }
  return answerPrometheus(series, { path: url.pathname, params, now: now() });
}

function send(response: ServerResponse, { code, body }: PrometheusAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(code, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

/** An HTTP server that answers Prometheus' questions about one cluster. It reads only. */
export function createPrometheusServer(series: SeriesList, now: () => number): Server {
  return createServer((request, response) => {
    answer(series, now, request).then(
      (found) => send(response, found),
      (error: unknown) => {
        process.stderr.write(`sandbox: a metrics query failed: ${String(error)}\n`);
        if (!response.headersSent)
          send(response, failure(500, "internal", "the query failed; see the sandbox's log"));
      },
    );
  });
}
