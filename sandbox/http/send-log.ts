import { badRequest, failure, notFound } from "@/sandbox/api/errors";
import { at, listAt } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Exchange } from "./exchange";
import type { LogLine } from "./pod-logs";
import type { NamedRequest } from "./request-info";

/** Answers `pods/<name>/log`: text, or a stream that ends with the container or the client. Throws 400 and 404. */
export function sendLog(exchange: Exchange, request: NamedRequest): void {
  const { api, query, response, podLogs } = exchange;
  const pod = api.store.get("pods", request.namespace, request.name);
  if (!pod) throw notFound({ group: "", plural: "pods" }, request.name);
  const container = chooseContainer(pod, query.get("container"));
  const previous = query.get("previous") === "true";
  if (!at(pod, "spec.nodeName")) return void response.writeHead(204).end();
  checkStarted(pod, container, previous);
  if (!podLogs)
    throw failure({ code: 503, reason: "ServiceUnavailable", message: "this cluster keeps no logs" });
  const lines = podLogs.read(pod, { container, previous, ...logWindow(query, api.clock.now()) });
  response.writeHead(200, { "Content-Type": "text/plain", "Cache-Control": "no-cache, private" });
  const write = limitedWriter(exchange);
  for (const line of lines) write(line);
  if (query.get("follow") !== "true" || previous) return void response.end();
  response.flushHeaders();
  followLog(exchange, { pod, container }, write);
}

function chooseContainer(pod: KubeObject, asked: string | null): string {
  const main: string[] = listAt(pod, "spec.containers").map((row) => row.name);
  const all = [...main, ...listAt(pod, "spec.initContainers").map((row) => row.name)];
  const { name } = pod.metadata;
  if (asked && !all.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${name}`);
  const chosen = asked || (main.length === 1 ? main[0] : undefined);
  if (chosen) return chosen;
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(" ")}]`);
}

const pullReasons: ReadonlySet<string> = new Set(["ErrImagePull", "ImagePullBackOff"]);

function checkStarted(pod: KubeObject, container: string, previous: boolean): void {
  const rows = [...listAt(pod, "status.containerStatuses"), ...listAt(pod, "status.initContainerStatuses")];
  const status = rows.find((row) => row.name === container);
  const { name } = pod.metadata;
  const ended = at(status, "lastState.terminated") !== undefined;
  if (previous) {
    if (ended) return;
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  const waiting = status ? at(status, "state.waiting") : {};
  if (!waiting || ended) return;
  const { reason = "ContainerCreating" } = waiting as { reason?: string };
  const why = pullReasons.has(reason) ? "trying and failing to pull image" : reason;
  throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
}

/** The part of a log that the query asks for. */
function logWindow(
  query: URLSearchParams,
  now: number,
): { tailLines: number | undefined; sinceTime: number | undefined } {
  const tail = query.get("tailLines");
  return { tailLines: tail ? Number(tail) : undefined, sinceTime: sinceTime(query, now) };
}

function sinceTime(query: URLSearchParams, now: number): number | undefined {
  const seconds = query.get("sinceSeconds");
  if (seconds) return now - Number(seconds) * 1000;
  const time = query.get("sinceTime");
  return time ? Date.parse(time) : undefined;
}

function limitedWriter({ query, response }: Exchange): (line: LogLine) => void {
  let left = Number(query.get("limitBytes") ?? Number.POSITIVE_INFINITY);
  const stamped = query.get("timestamps") === "true";
  return ({ at, text }) => {
    if (left <= 0 || response.writableEnded) return;
    const line = Buffer.from(
      `${stamped ? `${new Date(at).toISOString().replace("Z", "000000Z")} ` : ""}${text}\n`,
    );
    response.write(line.subarray(0, Math.min(line.length, left)));
    left -= line.length;
    if (left <= 0) response.end();
  };
}

/** Lines that a stopping container may still have to say, and those that are remembered to say none of them twice. */
const LAST_LINES = 20;

/** Whether the container's run is over: the kubelet ends its log then, whatever comes next. */
function hasEnded(pod: KubeObject, container: string): boolean {
  const status = listAt(pod, "status.containerStatuses").find((row) => row.name === container);
  return at(status, "state.running") === undefined;
}

/** Streams until the client leaves, the container ends or the pod is gone; the last words come before the end. */
function followLog(
  exchange: Exchange,
  { pod, container }: { pod: KubeObject; container: string },
  write: (line: LogLine) => void,
): void {
  const { api, podLogs, response } = exchange;
  const said = (podLogs?.read(pod, { container, previous: false, tailLines: LAST_LINES }) ?? []).map(textOf);
  const tell = (line: LogLine): void => {
    said.push(textOf(line));
    if (said.length > LAST_LINES) said.shift();
    write(line);
  };
  const stop = podLogs?.follow(pod, container, tell);
  const { subscribers } = api.store.collection("pods");
  const onChange = ({ type, object }: { type: string; object: KubeObject }) => {
    if (object.metadata.uid !== pod.metadata.uid) return;
    if (type !== "DELETED" && !hasEnded(object, container)) return;
    const last = podLogs?.read(object, { container, previous: false, tailLines: LAST_LINES }) ?? [];
    for (const line of last) if (!said.includes(textOf(line))) write(line);
    response.end();
  };
  subscribers.add(onChange);
  response.once("close", () => {
    stop?.();
    subscribers.delete(onChange);
  });
  // It may have ended before anybody asked.
  if (hasEnded(pod, container)) response.end();
}

const textOf = ({ at, text }: LogLine): string => `${at} ${text}`;
