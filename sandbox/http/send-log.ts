import { badRequest, failure, notFound } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Exchange } from "./exchange";
import type { LogLine } from "./pod-logs";
import type { ResourceRequest } from "./request-info";

/** Answers `pods/<name>/log`: text, or a stream that ends with the container or the client. Throws 400 and 404. */
export function sendLog(exchange: Exchange, request: ResourceRequest): void {
  const { api, query, response, podLogs } = exchange;
  const pod = api.store.get("pods", request.namespace, request.name ?? "");
  if (!pod) throw notFound({ group: "", plural: "pods" }, request.name ?? "");
  const container = chooseContainer(pod, query.get("container"));
  const previous = query.get("previous") === "true";
  if (!pod["spec"]?.nodeName) {
    response.writeHead(204).end();
    return;
  }
  checkStarted({ pod, container, previous });
  if (!podLogs)
    throw failure({ code: 503, reason: "ServiceUnavailable", message: "this cluster keeps no logs" });
  const tail = query.get("tailLines");
  const lines = podLogs.read(pod, {
    container,
    previous,
    tailLines: tail ? Number(tail) : undefined,
    sinceTime: sinceTime(query, api.clock.now()),
  });
  response.writeHead(200, { "Content-Type": "text/plain", "Cache-Control": "no-cache, private" });
  const write = limitedWriter(exchange);
  for (const line of lines) write(line);
  if (query.get("follow") !== "true" || previous) return void response.end();
  response.flushHeaders();
  followLog(exchange, { pod, container }, write);
}

function chooseContainer(pod: KubeObject, asked: string | null): string {
  const names: string[] = [...(pod["spec"]?.containers ?? []), ...(pod["spec"]?.initContainers ?? [])].map(
    (row: Json) => row.name,
  );
  const { name } = pod.metadata;
  if (asked) {
    if (names.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const main: string[] = (pod["spec"]?.containers ?? []).map((row: Json) => row.name);
  if (main.length === 1 && main[0]) return main[0];
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(" ")}]`);
}

function checkStarted({
  pod,
  container,
  previous,
}: {
  pod: KubeObject;
  container: string;
  previous: boolean;
}): void {
  const rows: Json[] = [
    ...(pod["status"]?.containerStatuses ?? []),
    ...(pod["status"]?.initContainerStatuses ?? []),
  ];
  const status = rows.find((row) => row.name === container);
  const { name } = pod.metadata;
  if (previous) {
    if (!status?.lastState?.terminated)
      throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
    return;
  }
  const waiting = status?.state?.waiting;
  if (!status || (waiting && !status.lastState?.terminated)) {
    const reason = waiting?.reason ?? "ContainerCreating";
    const why =
      reason === "ErrImagePull" || reason === "ImagePullBackOff"
        ? "trying and failing to pull image"
        : reason;
    throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
  }
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

/** Streams until the client leaves or the pod is gone. */
function followLog(
  exchange: Exchange,
  { pod, container }: { pod: KubeObject; container: string },
  write: (line: LogLine) => void,
): void {
  const { api, podLogs, response } = exchange;
  const stop = podLogs?.follow(pod, container, write);
  const { subscribers } = api.store.collection("pods");
  const onChange = ({ type, object }: { type: string; object: KubeObject }) => {
    if (object.metadata.uid !== pod.metadata.uid) return;
    const phase = object["status"]?.phase;
    if (type === "DELETED" || phase === "Succeeded" || phase === "Failed") response.end();
  };
  subscribers.add(onChange);
  response.once("close", () => {
    stop?.();
    subscribers.delete(onChange);
  });
}
